import { type AskedItem, type OpenItems, templateIn } from '@jatdae/validator';
import type { Message } from '../prompt/message.js';
import { promptFor } from '../prompt/prompt.js';
import type { RunOptions } from './settings.js';
import { createSelect, idsBySubMetric, type Survey, survey } from './survey.js';

/** What a run would send, without sending it. */
export interface Estimate {
  readonly survey: Survey;
  /** the first item of each sub-metric, as far as `examples` go */
  readonly examples: readonly { readonly item: AskedItem; readonly messages: readonly Message[] }[];
  /** about how many: UTF-8 bytes by 3, pictures not counted */
  readonly inputTokens: number;
}

/** A Hangul syllable has 3 bytes and is a token or so; an English token has 3 to 5 letters. */
const BYTES_PER_TOKEN = 3;

/** @throws UsageError for a sub-metric that the manifest does not declare */
export async function estimateRun(items: OpenItems, options: RunOptions, examples: number): Promise<Estimate> {
  const surveyed = await survey(items, options);
  const select = createSelect(options, idsBySubMetric(items));
  const template = templateIn(options.language);
  const shown = new Map<string | null, Estimate['examples'][number]>();
  let bytes = 0;
  for await (const item of items.asked()) {
    options.signal.throwIfAborted();
    if (select(item) !== 'asked') continue;
    const messages = promptFor(item, template, surveyed.pool.for(item));
    for (const { content } of messages) bytes += Buffer.byteLength(content as string);
    if (shown.size < examples && !shown.has(item.subMetric)) shown.set(item.subMetric, { item, messages });
  }
  return { survey: surveyed, examples: [...shown.values()], inputTokens: Math.ceil(bytes / BYTES_PER_TOKEN) };
}
