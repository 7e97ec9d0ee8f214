import { formatMessage, type Language, type Localized } from '@jatdae/schema';
import type { RuleMeta } from './contract.js';

const NOTHING: Localized = { ko: '(없음)', en: '(none)' };

type Data = Readonly<Record<string, unknown>>;

/** The sentence of a finding: the rule's template, filled from the draft's data. */
export function writeMessage(meta: RuleMeta, data: Data, language: Language): string {
  const template = meta.message[language].replace(
    /\{(\w+)\}/g,
    (bare, name: string) => wordFor(meta, name, data)?.[language] ?? bare,
  );
  const shown = Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, valueFor(meta, name, value, data, language)]),
  );
  // What stands in the data in both languages is a whole sentence: it is put in as it is, where formatMessage would cut it.
  return template
    .split(/(\{\w+\})/)
    .map((piece) => {
      const value = data[piece.slice(1, -1)];
      return isLocalized(value) ? value[language] : formatMessage(piece, shown, language);
    })
    .join('');
}

function wordFor(meta: RuleMeta, name: string, data: Data): Localized | undefined {
  const words = meta.words?.[name];
  const value = data[name];
  return words !== undefined && typeof value === 'string' && Object.hasOwn(words, value) ? words[value] : undefined;
}

function valueFor(meta: RuleMeta, name: string, value: unknown, data: Data, language: Language): unknown {
  if (value === null || value === undefined) return NOTHING[language];
  return wordFor(meta, name, data)?.[language] ?? value;
}

function isLocalized(value: unknown): value is Localized {
  return typeof value === 'object' && value !== null && 'ko' in value && 'en' in value && typeof value.ko === 'string';
}
