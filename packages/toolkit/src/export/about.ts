import type { Language, LocalizedText, Manifest } from '@jatdae/schema';

/** A text of the manifest in one language, in the other where it has no other. */
function inLanguage(text: LocalizedText | undefined, language: Language): string | null {
  if (text === undefined || typeof text === 'string') return text ?? null;
  return text[language] ?? text.ko ?? text.en ?? null;
}

export const titleOf = ({ dataset }: Manifest, language: Language): string => inLanguage(dataset.title, language) ?? dataset.name;

/** What a sub-metric is called, where it is called otherwise than its id. */
export function subMetricTitle({ subMetrics }: Manifest, id: string, language: Language): string {
  return inLanguage(subMetrics.find((one) => one.id === id)?.title, language) ?? id;
}

export function subMetricDescription({ subMetrics }: Manifest, id: string, language: Language): string | null {
  return inLanguage(subMetrics.find((one) => one.id === id)?.description, language);
}
