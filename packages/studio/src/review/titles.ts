import type { Language, Localized, LocalizedText, Manifest } from '@jatdae/schema';

/** A text of the manifest in both languages; what is missing is said in the other one. */
export function localizedTitle(text: LocalizedText): Localized {
  if (typeof text === 'string') return { ko: text, en: text };
  const some = text.ko ?? text.en ?? '';
  return { ko: text.ko ?? some, en: text.en ?? some };
}

/** What a sub-metric is called; its id where the manifest names no title. */
export function titleIn(language: Language, { subMetrics }: Manifest, id: string): string {
  const title = subMetrics.find((one) => one.id === id)?.title;
  return title === undefined ? id : localizedTitle(title)[language];
}
