import type { Report } from '@jatdae/schema';
import type { Renderer, RenderOptions } from '../render-options.js';
import { SAMPLE_TITLES } from './sample-report.js';

/** What a renderer of text gives, in one piece. */
export async function drawn(draw: Renderer, report: Report, options: Partial<RenderOptions> = {}): Promise<string> {
  const rendered = await draw(report, { language: 'ko', color: false, width: 100, titles: SAMPLE_TITLES, ...options });
  let text = '';
  for await (const piece of typeof rendered === 'string' ? [rendered] : rendered) text += String(piece);
  return text;
}
