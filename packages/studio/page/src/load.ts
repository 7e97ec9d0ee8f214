import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { get } from './request.js';
import { useReview } from './review-state.js';

export interface Loaded<T> {
  readonly value: T | null;
  /** of the last attempt; the value of an earlier one stays */
  readonly error: unknown;
  readonly reload: () => void;
}

/** What the server has at a path; asked for again with every change that the server tells of. Null: nothing is asked. */
export function useLoad<T>(path: string | null): Loaded<T> {
  const { state, connection } = useReview();
  const [{ value, error, of }, setLoaded] = useState<{ value: T | null; error: unknown; of: string | null }>({
    value: null,
    error: null,
    of: null,
  });
  const latest = useRef(0);
  const load = useCallback(async () => {
    if (path === null) return;
    const own = ++latest.current;
    try {
      const found = await get<T>(path);
      if (own === latest.current) setLoaded({ value: found, error: null, of: path });
    } catch (failure) {
      if (own === latest.current) setLoaded((before) => ({ ...before, error: failure }));
    }
  }, [path]);
  const revision = state?.revision;
  const isLive = connection === 'live';
  // A new revision or connection is what asks again.
  useEffect(() => {
    void load();
  }, [load, revision, isLive]);
  return { value: of === path ? value : null, error, reload: () => void load() };
}
