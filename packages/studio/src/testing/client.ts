import type { RunningReview } from '../start-review.js';

/** What a browser is to the server, once it has the cookie. */
export interface Client {
  readonly base: string;
  readonly cookie: string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** The body of a response that has to be good. */
  json<Value>(path: string, body?: unknown): Promise<Value>;
}

export async function openClient({ url }: Pick<RunningReview, 'url'>): Promise<Client> {
  const base = new URL(url).origin;
  const entered = await fetch(url);
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const get: Client['get'] = (path, headers = {}) => fetch(base + path, { headers: { cookie, ...headers } });
  const post: Client['post'] = (path, body, headers = {}) =>
    fetch(base + path, {
      method: 'POST',
      headers: { cookie, origin: base, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return {
    base,
    cookie,
    get,
    post,
    async json<Value>(path: string, body?: unknown): Promise<Value> {
      const response = await (body === undefined ? get(path) : post(path, body));
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Value;
    },
  };
}
