import { ABSENT, type Locator } from '@jatdae/kernel';
import type { Place } from '@jatdae/schema';
import type { Plan } from '../plan/plan.js';
import type { ScannedSplit } from '../scan/scanned-run.js';

/** Gives locators their numbers in the file: a split counts its records from 0, and only the merge knows what stands before them. */
export interface PlaceFinder {
  /** Splits come in plan order. */
  learn(split: Pick<ScannedSplit, 'split' | 'parts'>): void;
  place(at: Locator, pointer?: string | null, column?: number | null): Place;
}

interface Base {
  readonly records: number;
  readonly lines: number;
}

const START: Base = { records: 0, lines: 0 };

export function createPlaceFinder(plan: Plan): PlaceFinder {
  /** what stands before a split that does not begin its file */
  const before = new Map<number, Base>();
  let last: { readonly file: number; readonly records: number; readonly lines: number } | null = null;
  return {
    learn({ split, parts }) {
      for (const part of parts) {
        const goesOn = (plan.splits[split]?.start ?? 0) > 0 && last?.file === part.file;
        const base = goesOn && last !== null ? last : START;
        if (base !== START) before.set(split, base);
        last = { file: part.file, records: base.records + part.records, lines: base.lines + part.lines };
      }
    },
    place(at, pointer = null, column = null) {
      const base = before.get(at.split) ?? START;
      const isRecord = at.record !== ABSENT;
      return {
        path: plan.files[at.file]?.path ?? '',
        record: isRecord ? base.records + at.record + 1 : null,
        line: isRecord && at.line !== ABSENT ? base.lines + at.line + 1 : null,
        byte: at.byte === ABSENT ? null : at.byte,
        pointer,
        column,
      };
    },
  };
}
