import { setImmediate } from 'node:timers/promises';

const BREATH_MS = 25;

/** Reading and scanning leave the event loop no turn of its own: an interrupt or a message to stop must get one. */
export function createBreather(): () => Promise<void> {
  let last = Date.now();
  return async () => {
    if (Date.now() - last < BREATH_MS) return;
    await setImmediate();
    last = Date.now();
  };
}
