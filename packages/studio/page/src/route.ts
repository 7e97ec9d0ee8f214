import { useEffect, useState } from 'preact/hooks';

export const ROUTES = ['start', 'findings', 'plan', 'judge', 'progress', 'disagreements', 'waivers', 'closing'] as const;
export type Route = (typeof ROUTES)[number];

export interface Place {
  readonly route: Route;
  /** what stands behind the route: a finding's fingerprint, an item's number */
  readonly rest: string;
}

/** `#/findings/3f1a` → findings, 3f1a; what is unknown is the start. */
function parseHash(hash: string): Place {
  const [name = '', rest = ''] = hash.replace(/^#\/?/u, '').split('/', 2);
  const route = ROUTES.find((each) => each === name) ?? 'start';
  return { route, rest: safeDecode(rest) };
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

export const hrefOf = (route: Route, rest = ''): string => `#/${route}${rest === '' ? '' : `/${encodeURIComponent(rest)}`}`;

export function usePlace(): Place {
  const [place, setPlace] = useState(() => parseHash(location.hash));
  useEffect(() => {
    const follow = (): void => setPlace(parseHash(location.hash));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return place;
}
