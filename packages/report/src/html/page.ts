import type { Language, Localized } from '@jatdae/schema';
import type { FindingRecord, RenderOptions, RuleText } from '../render-options.js';
import type { Titles } from '../style.js';
import { both, formatCount } from '../text.js';

/** What of the options a page in HTML is drawn by. */
export type HtmlOptions = Pick<RenderOptions, 'language' | 'titles' | 'rules' | 'records'>;

/** What every section needs. */
export interface HtmlPage {
  readonly language: Language;
  readonly titles: Titles;
  readonly rules: Readonly<Record<string, RuleText>>;
  readonly records: ReadonlyMap<number, FindingRecord>;
  say(words: Localized): string;
}

export const openHtmlPage = ({ language, titles = {}, rules = {}, records = new Map() }: HtmlOptions): HtmlPage => ({
  language,
  titles,
  rules: Object.fromEntries(Object.entries(rules).map(([code, text]) => [code, inOneLine(text)])),
  records,
  say: (words) => words[language],
});

/** The pages of rules break their lines where a text file does. */
const inOneLine = ({ what, why, fix }: RuleText): RuleText => ({ what: joined(what), why: joined(why), fix: joined(fix) });
const joined = (text: string): string => text.replace(/\s*\n\s*/gu, ' ');

/** «1,234건», «1,234 findings» */
export const findingsCount = (count: number, { language }: HtmlPage): string =>
  both(`${formatCount(count)}건`, `${formatCount(count)} finding${count === 1 ? '' : 's'}`)[language];
