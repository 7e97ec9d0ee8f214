import type { ByteSource } from '../reader.js';
import { openBelow } from './open.js';

/** Questions that are under way at a time: each waits mostly. */
const AHEAD = 16;

export interface AheadOpener {
  /** @throws FileRefused, RemoteFailure */
  open(stored: string): Promise<ByteSource>;
  close(): Promise<void>;
}

/** Opens files over a network in the order given, the next few before they are asked for. */
export function openAhead(root: string, upcoming: readonly string[]): AheadOpener {
  const opening = new Map<string, Promise<ByteSource>>();
  let next = 0;
  const start = (stored: string): Promise<ByteSource> => {
    const source = openBelow(root, stored);
    // Whoever asks for it hears of its failure.
    source.catch(() => undefined);
    opening.set(stored, source);
    return source;
  };
  return {
    async open(stored) {
      while (next < upcoming.length && opening.size < AHEAD) start(upcoming[next++] as string);
      const source = opening.get(stored) ?? start(stored);
      opening.delete(stored);
      return source;
    },
    async close() {
      const left = [...opening.values()];
      opening.clear();
      for (const source of left) await source.then((opened) => opened.close()).catch(() => undefined);
    },
  };
}
