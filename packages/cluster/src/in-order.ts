import type { Fleet, Work } from './fleet.js';
import type { Run } from './run.js';

/** What became of a piece of work. */
export type Outcome = { readonly name: string; readonly value: unknown } | { readonly name: string; readonly lost: string };

/** Milliseconds after which a piece whose end nobody told of is looked for. */
const LOOK = 1000;

/**
 * Offers pieces and gives what becomes of them in their order. No more than the fleet takes ahead are offered before the first of them is done, so that
 * neither the queue nor the results grow with the number of pieces. A piece that is nowhere and has left no result is offered again. Results that stay are left
 * where they are, for others to take, and none of them is looked into.
 */
export async function* inOrder(
  count: number,
  workAt: (k: number) => Promise<Work>,
  fleet: Fleet,
  { blobs, provide }: Pick<Run, 'blobs' | 'provide'>,
  signal: AbortSignal,
  results: 'comes' | 'stays' = 'comes',
): AsyncGenerator<Outcome, void, void> {
  const offered: Work[] = [];
  let next = 0;

  async function offerMore(due: number): Promise<void> {
    const more: Work[] = [];
    for (; next < count && next < due + fleet.ahead(); next++) more.push(await workAt(next));
    offered.push(...more);
    if (more.length > 0) await fleet.offer(more);
  }

  async function found(name: string): Promise<Outcome | null> {
    if (results === 'stays') return (await blobs.has(name)) ? { name, value: null } : null;
    const value = await blobs.get(name);
    return value === null ? null : { name, value };
  }

  /** null: not yet */
  async function resultOf(work: Work): Promise<Outcome | null> {
    const value = await found(work.name);
    if (value !== null) return value;
    const place = await fleet.whereIs(work.name);
    if (place.state === 'lost') return { name: work.name, lost: place.reason };
    if (place.state === 'open') return null;
    // It may have ended between the two looks.
    const late = await found(work.name);
    if (late !== null) return late;
    await provide();
    await work.restore?.();
    await fleet.offer([work]);
    return null;
  }

  /** null: aborted */
  async function awaited(work: Work): Promise<Outcome | null> {
    for (let looked = 0; !signal.aborted; await fleet.change(LOOK)) {
      if (!fleet.hasEnded(work.name) && Date.now() - looked < LOOK) continue;
      looked = Date.now();
      fleet.forget(work.name);
      const outcome = await resultOf(work);
      if (outcome !== null) return outcome;
    }
    return null;
  }

  const stop = (): void => fleet.wake();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (let due = 0; due < count && !signal.aborted; due++) {
      await offerMore(due);
      const work = offered[0] as Work;
      const outcome = await awaited(work);
      if (outcome === null) return;
      yield outcome;
      offered.shift();
      fleet.forget(work.name);
      const done = [...(work.task === null ? [] : [work.task]), ...(results === 'comes' ? [work.name] : [])];
      if (done.length > 0) await blobs.drop(...done);
    }
  } catch (error) {
    // Nobody who interrupts waits for a server that is away.
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await fleet.withdraw(offered.map(({ name }) => name));
  }
}
