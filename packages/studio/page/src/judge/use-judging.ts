import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { DefectKind, Judgement, JudgementReply, NextReply, ReviewItem } from '../../../src/api.js';
import { get, post } from '../request.js';
import { useReview } from '../review-state.js';
import { sendUntilStored } from '../send.js';
import { dropPending, isSameItem, keepPending, type Pending, pendingOf } from './pending.js';
import { afterStored, afterUndo, EMPTY_TRAIL, goBack, goOn, type Trail, withComing } from './trail.js';

export interface Judging {
  /** on the screen; null while it is fetched, and where nothing is left */
  readonly item: ReviewItem | null;
  /** what is loaded ahead */
  readonly coming: readonly ReviewItem[];
  readonly numbers: Pick<NextReply, 'mine' | 'done' | 'total' | 'held'> | null;
  /** what comes next is asked for */
  readonly asking: boolean;
  /** an item that was judged before is looked at */
  readonly isBack: boolean;
  readonly canGoBack: boolean;
  /** sending: on its way; waiting: no answer came, and it is sent again */
  readonly sending: 'no' | 'sending' | 'waiting';
  /** the last judgement that was stored */
  readonly stored: Judgement | null;
  readonly error: unknown;
  judge(verdict: 'pass' | 'defect', defect: DefectKind | null, note: string | null): void;
  undo(): void;
  previous(): void;
  next(): void;
}

/** Items that are held for this reviewer at once: the one on the screen, and those that load behind it. */
const AHEAD = 3;

/** Takes one reviewer through the sample. Nothing moves on before the server has stored what was judged. */
export function useJudging(reviewer: string, subMetric: string | null): Judging {
  const { connection } = useReview();
  const [trail, setTrail] = useState<Trail>(EMPTY_TRAIL);
  const [numbers, setNumbers] = useState<Judging['numbers']>(null);
  const [seenAgain, setSeenAgain] = useState<ReviewItem | null>(null);
  const [asking, setAsking] = useState(true);
  const [sending, setSending] = useState<Judging['sending']>('no');
  const [stored, setStored] = useState<Judgement | null>(null);
  const [error, setError] = useState<unknown>(null);
  // A key may come twice before the page is drawn again.
  const busy = useRef(false);
  const open = useRef(new AbortController());
  const storedSoFar = useRef(0);

  const refill = useCallback(async () => {
    const before = storedSoFar.current;
    setAsking(true);
    try {
      const { items, ...rest } = await post<NextReply>('/api/next', { reviewer, count: AHEAD, subMetric });
      // What was judged meanwhile is no longer next; the answer to that judgement asks again.
      if (before !== storedSoFar.current) return;
      setNumbers(rest);
      setTrail((trail) => withComing(trail, items));
      setAsking(false);
    } catch (failure) {
      setError(failure);
      setAsking(false);
    }
  }, [reviewer, subMetric]);

  const send = useCallback(
    async (pending: Pending, then: (judgement: Judgement) => void) => {
      const { request } = pending;
      if (busy.current) return;
      busy.current = true;
      keepPending(pending);
      setSending('sending');
      setError(null);
      try {
        const { signal } = open.current;
        const attempt = () => post<JudgementReply>('/api/judgements', request);
        const { judgement } = await sendUntilStored(attempt, { signal, onRetry: () => setSending('waiting') });
        dropPending(request.id);
        storedSoFar.current += 1;
        setStored(judgement);
        then(judgement);
        void refill();
      } catch (failure) {
        if (!open.current.signal.aborted) {
          dropPending(request.id);
          setError(failure);
        }
      } finally {
        busy.current = false;
        setSending('no');
      }
    },
    [refill],
  );

  useEffect(() => {
    open.current = new AbortController();
    const begin = async (): Promise<void> => {
      const { signal } = open.current;
      for (const pending of pendingOf(reviewer)) {
        const asked = () => fetchItem(pending.request.item, reviewer);
        const item = await sendUntilStored(asked, { signal, onRetry: () => setSending('waiting') }).catch(() => null);
        if (signal.aborted) return;
        if (item !== null && isSameItem(item, pending.of)) await send(pending, () => undefined);
        else dropPending(pending.request.id);
      }
      setSending('no');
      const judged = await get<Judgement[]>(`/api/judgements?reviewer=${encodeURIComponent(reviewer)}`).catch(() => []);
      setTrail((before) => ({ ...before, judged: judged.map(({ item }) => item).reverse() }));
      await refill();
    };
    void begin();
    return () => open.current.abort();
  }, [reviewer, send, refill]);

  const isLive = connection === 'live';
  const isEmpty = trail.coming.length === 0;
  // The line is back, and there is nothing on the screen to be disturbed.
  useEffect(() => {
    if (isLive && isEmpty && !busy.current) void refill();
  }, [isLive, isEmpty, refill]);

  const withdraw = async (last: number): Promise<void> => {
    const item = await fetchItem(last, reviewer).catch(setError);
    if (item === undefined) return;
    const request = { id: crypto.randomUUID(), item: last, reviewer, verdict: 'withdrawn', defect: null, note: null } as const;
    await send({ request, of: item }, () => setTrail((before) => afterUndo(before, { ...item, mine: null })));
  };

  const backTo = trail.back === null ? null : (trail.judged[trail.back] ?? null);
  useEffect(() => {
    if (backTo === null) return setSeenAgain(null);
    setSeenAgain(null);
    fetchItem(backTo, reviewer).then(setSeenAgain, setError);
  }, [backTo, reviewer]);

  const item = backTo === null ? (trail.coming[0] ?? null) : seenAgain;
  return {
    item,
    coming: trail.coming,
    numbers,
    asking,
    isBack: backTo !== null,
    canGoBack: trail.judged.length > 0 && trail.back !== 0,
    sending,
    stored,
    error,
    judge(verdict, defect, note) {
      if (item === null) return;
      const { item: number } = item;
      const request = { id: crypto.randomUUID(), item: number, reviewer, verdict, defect, note };
      void send({ request, of: item }, () => setTrail((before) => afterStored(before, number)));
    },
    undo() {
      const last = backTo ?? trail.judged.at(-1);
      if (last === undefined) return;
      void withdraw(last);
    },
    previous: () => setTrail(goBack),
    next: () => setTrail(goOn),
  };
}

const fetchItem = (item: number, reviewer: string): Promise<ReviewItem> =>
  get<ReviewItem>(`/api/items/${item}?reviewer=${encodeURIComponent(reviewer)}`);
