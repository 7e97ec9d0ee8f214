import type { Localized } from '@jatdae/schema';
import type { AskedItem, OpenItems, Template } from '@jatdae/validator';
import type { Ask } from '../endpoint/client.js';
import type { Outcome, Reply } from '../endpoint/outcome.js';
import type { PredictionLine } from '../files/line.js';
import type { ShotPool } from '../prompt/few-shot.js';
import { picturesOf } from '../prompt/pictures.js';
import { promptDigest, promptFor } from '../prompt/prompt.js';
import { predictionOf } from '../prompt/reply.js';

export interface Asking {
  readonly ask: Ask;
  readonly template: Template;
  readonly pool: ShotPool;
  /** null where pictures are not sent */
  readonly pictures: Pick<OpenItems, 'medium'> | null;
}

export type ItemOutcome =
  | { readonly kind: 'line'; readonly line: PredictionLine }
  | { readonly kind: 'unanswered'; readonly message: Localized }
  | Extract<Outcome, { kind: 'stop' }>;

/** Asks one item, which has an id. */
export async function askItem(
  item: AskedItem,
  { ask, template, pool, pictures }: Asking,
  signal: AbortSignal,
): Promise<ItemOutcome> {
  const urls = pictures === null ? [] : await picturesOf(item, pictures);
  if (urls === null) return { kind: 'unanswered', message: UNREADABLE };
  const messages = promptFor(item, template, pool.for(item), urls);
  const outcome = await ask(messages, signal);
  const prompt = promptDigest(messages).slice(0, 16);
  const named = { id: item.id as string | number, subMetric: item.subMetric };
  switch (outcome.kind) {
    case 'reply':
      return { kind: 'line', line: { ...named, ...lineOf(item, outcome.reply), prompt } };
    case 'refused': {
      const { status, message } = outcome;
      return { kind: 'line', line: { ...named, prediction: null, raw: null, prompt, error: { status, message } } };
    }
    case 'failed':
      return { kind: 'unanswered', message: outcome.message };
    default:
      return outcome;
  }
}

function lineOf(item: AskedItem, reply: Reply): Omit<PredictionLine, 'id' | 'subMetric' | 'prompt'> {
  const { text, reasoning, model, fingerprint, finish, usage } = reply;
  return {
    prediction: predictionOf(item, text),
    raw: text,
    ...(reasoning === null ? {} : { reasoning }),
    ...(model === null ? {} : { model }),
    ...(fingerprint === null ? {} : { fingerprint }),
    ...(finish === null ? {} : { finish }),
    ...(usage === null ? {} : { usage }),
  };
}

const UNREADABLE: Localized = { ko: '그림 파일을 읽을 수 없습니다', en: 'a picture of the item cannot be read' };
