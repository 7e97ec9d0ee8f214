import { readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second. */
const TICK = 100;

/** Fields of a process behind its name, from the third of proc(5) on. */
const fieldsOf = (pid: number | 'self'): string[] =>
  readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /su, '')
    .split(' ');

const sumOf = (fields: readonly string[], from: number): number => (Number(fields[from]) + Number(fields[from + 1])) / TICK;

/** CPU seconds of a process so far (proc(5): utime and stime). */
export const cpuOf = (pid: number): number => sumOf(fieldsOf(pid), 11);

/** CPU seconds of the children of this process that have ended (proc(5): cutime and cstime). */
export const cpuOfEnded = (): number => sumOf(fieldsOf('self'), 13);
