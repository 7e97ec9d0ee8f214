import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { ReviewState } from '../../src/api.js';

/** live: the server tells of every change; lost: it does not answer; refused: it does not know this browser (any more). */
export type Connection = 'waiting' | 'live' | 'lost' | 'refused';

export interface Review {
  readonly state: ReviewState | null;
  readonly connection: Connection;
}

const ReviewContext = createContext<Review>({ state: null, connection: 'waiting' });

export const useReview = (): Review => useContext(ReviewContext);

/** After how many milliseconds a stream that ended is opened again. */
const AGAIN = 1500;

/** Follows the server's events as long as the page is open. */
export function useServerEvents(): Review {
  const [review, setReview] = useState<Review>({ state: null, connection: 'waiting' });
  useEffect(() => {
    let events: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const become = (connection: Connection): void => setReview(({ state }) => ({ state, connection }));
    const open = (): void => {
      events?.close();
      events = new EventSource('/api/events');
      events.addEventListener('state', (event) => {
        setReview({ state: JSON.parse(event.data) as ReviewState, connection: 'live' });
      });
      events.onerror = async () => {
        events?.close();
        become((await isRefused()) ? 'refused' : 'lost');
        clearTimeout(timer);
        timer = setTimeout(open, AGAIN);
      };
    };
    open();
    const offline = (): void => become('lost');
    window.addEventListener('offline', offline);
    window.addEventListener('online', open);
    return () => {
      clearTimeout(timer);
      events?.close();
      window.removeEventListener('offline', offline);
      window.removeEventListener('online', open);
    };
  }, []);
  return review;
}

/** A stream that fails does not say why; a plain request does. */
async function isRefused(): Promise<boolean> {
  return fetch('/api/state').then(
    ({ status }) => status === 401,
    () => false,
  );
}

export function ReviewProvider({ review, children }: { review: Review; children: ComponentChildren }) {
  return <ReviewContext.Provider value={review}>{children}</ReviewContext.Provider>;
}
