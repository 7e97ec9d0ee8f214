import { OpenAI } from 'openai';
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionCreateParamsNonStreaming } from 'openai/resources';
import type { Message } from '../prompt/message.js';
import { failureOf } from './failure.js';
import { type Outcome, quoted, type Reply } from './outcome.js';

export interface Endpoint {
  readonly baseUrl: string;
  readonly model: string;
  /** from the environment; null where the server asks for none */
  readonly apiKey: string | null;
  /** ms for a whole answer, and where it is streamed for the next piece of it */
  readonly timeout: number;
  readonly stream: boolean;
  /** what of a request is neither model nor messages, as the protocol names it */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Asks once. @throws the signal's reason once it is aborted */
export type Ask = (messages: readonly Message[], signal: AbortSignal) => Promise<Outcome>;

export function createClient({ baseUrl, model, apiKey, timeout, stream, parameters }: Endpoint): Ask {
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey ?? 'none',
    adminAPIKey: null,
    // Ours wait for all requests together, and end with a sentence.
    maxRetries: 0,
    fetch: boundedFetch,
    // The library's own limit ends with the headers; ours holds for the body too.
    timeout: timeout * 2,
    // It would log what a server sends, which may hold what was sent to it.
    logLevel: 'off',
    ...(apiKey === null ? { defaultHeaders: { Authorization: null } } : {}),
  });
  const redact = redactor(apiKey);

  async function once(messages: readonly Message[], clock: Clock): Promise<Outcome> {
    const body = { ...parameters, model, messages } as unknown as ChatCompletionCreateParamsNonStreaming;
    if (!stream) return completionOutcome(await client.chat.completions.create(body, { signal: clock.signal }));
    const pieces = await client.chat.completions.create(
      { ...body, stream: true, stream_options: { include_usage: true } },
      { signal: clock.signal },
    );
    return streamOutcome(pieces, clock);
  }

  return async (messages, signal) => {
    signal.throwIfAborted();
    const clock = startClock(timeout, signal);
    try {
      return redact(await once(messages, clock));
    } catch (error) {
      signal.throwIfAborted();
      return redact(failureOf(error, model, Date.now()));
    } finally {
      clock.stop();
    }
  };
}

/** Bytes of a response; no answer is longer, and what has no end must not fill the memory. */
const LONGEST = 64 << 20;

async function boundedFetch(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  if (response.body === null) return response;
  let bytes = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      bytes += piece.byteLength;
      if (bytes > LONGEST) controller.error(new Error('more than 64 MiB'));
      else controller.enqueue(piece);
    },
  });
  return new Response(response.body.pipeThrough(counter), response);
}

interface Clock {
  readonly signal: AbortSignal;
  /** whether the time ran out */
  ended(): boolean;
  restart(): void;
  stop(): void;
}

function startClock(timeout: number, outer: AbortSignal): Clock {
  const controller = new AbortController();
  const onAbort = (): void => controller.abort();
  outer.addEventListener('abort', onAbort, { once: true });
  let timer = setTimeout(onAbort, timeout);
  return {
    signal: controller.signal,
    ended: () => controller.signal.aborted,
    restart() {
      clearTimeout(timer);
      timer = setTimeout(onAbort, timeout);
    },
    stop() {
      clearTimeout(timer);
      outer.removeEventListener('abort', onAbort);
    },
  };
}

/** A server may give back what it was sent: the key goes no further than this. */
function redactor(apiKey: string | null): (outcome: Outcome) => Outcome {
  if (apiKey === null || apiKey.length < 8) return (outcome) => outcome;
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll(apiKey, '[key]');
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, clean(inner)]));
  };
  return (outcome) => clean(outcome) as Outcome;
}

/** What servers that speak the protocol roughly may leave out. */
type Loose<T> = { readonly [K in keyof T]?: T[K] | null };

function completionOutcome(given: ChatCompletion): Outcome {
  // Another content type comes as text.
  const body: unknown = typeof given === 'string' ? parsed(given) : given;
  if (typeof body !== 'object' || body === null) return notCompletion(String(given));
  const { choices, model, system_fingerprint, usage } = body as Loose<ChatCompletion>;
  const choice = choices?.[0];
  if (choice?.message == null) return notCompletion(JSON.stringify(body));
  return reply({
    text: textOf(choice.message.content) ?? choice.message.refusal ?? null,
    reasoning: reasoningOf(choice.message),
    model: model ?? null,
    fingerprint: system_fingerprint ?? null,
    finish: choice.finish_reason ?? null,
    usage: usageOf(usage),
  });
}

const reply = (given: Reply): Outcome => ({ kind: 'reply', reply: given });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function notCompletion(text: string): Outcome {
  const begin = quoted(text).slice(0, 120);
  const message = {
    ko: `서버가 채팅 응답이 아닌 것을 보냈습니다: ${begin}. --base-url을 확인하십시오(보통 /v1로 끝납니다)`,
    en: `the server sent something that is no chat completion: ${begin}. Check --base-url (it usually ends in /v1)`,
  };
  return { kind: 'failed', message, after: null };
}

/** Some servers give a list of parts. */
function textOf(content: unknown): string | null {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return null;
  return content.map((part: { readonly text?: unknown }) => (typeof part?.text === 'string' ? part.text : '')).join('');
}

/** vLLM and others name it one way, gateways the other; it is not in the protocol. */
function reasoningOf(message: object): string | null {
  const { reasoning_content: long, reasoning: short } = message as { reasoning_content?: unknown; reasoning?: unknown };
  return [long, short].find((value): value is string => typeof value === 'string' && value !== '') ?? null;
}

function usageOf(usage: Loose<NonNullable<ChatCompletion['usage']>> | null | undefined): Reply['usage'] {
  const { prompt_tokens: input, completion_tokens: output } = usage ?? {};
  return typeof input === 'number' && typeof output === 'number' ? { input, output } : null;
}

/** A stream that ends without a reason was cut: the library ends it silently, too, when its time runs out. */
async function streamOutcome(pieces: AsyncIterable<ChatCompletionChunk>, clock: Clock): Promise<Outcome> {
  let [text, reasoning] = ['', ''];
  let seen: Omit<Reply, 'text' | 'reasoning'> = { model: null, fingerprint: null, finish: null, usage: null };
  for await (const piece of pieces) {
    clock.restart();
    const choice = piece.choices?.[0];
    text += choice?.delta?.content ?? choice?.delta?.refusal ?? '';
    reasoning += choice?.delta === undefined ? '' : (reasoningOf(choice.delta) ?? '');
    seen = {
      model: piece.model ?? seen.model,
      fingerprint: piece.system_fingerprint ?? seen.fingerprint,
      finish: choice?.finish_reason ?? seen.finish,
      usage: usageOf(piece.usage) ?? seen.usage,
    };
  }
  if (clock.ended()) throw new DOMException('time limit', 'AbortError');
  if (seen.finish === null) throw new Error('stream');
  return reply({ text: text === '' ? null : text, reasoning: reasoning === '' ? null : reasoning, ...seen });
}
