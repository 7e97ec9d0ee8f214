import type { Language, Localized } from '@jatdae/schema';

/** A call that cannot be used: exit 2 with one sentence. */
export class UsageFailure extends Error {
  readonly localized: Localized;
  constructor(localized: Localized) {
    super(localized.en);
    this.name = 'UsageFailure';
    this.localized = localized;
  }
}

export const wrongUsage = (ko: string, en: string): UsageFailure => new UsageFailure({ ko, en });

/** The sentence of an error that carries one, ours or the validator's UsageError, without loading the validator. */
export function localizedOf(error: unknown): Localized | null {
  if (!(error instanceof Error) || !('localized' in error)) return null;
  const { localized } = error;
  return isLocalized(localized) ? localized : null;
}

function isLocalized(value: unknown): value is Localized {
  return typeof value === 'object' && value !== null && 'ko' in value && 'en' in value;
}

/** One language where it was asked for, both where it is unknown. */
export function inLanguage(message: Localized, language: Language | null): string {
  return language === null ? `${message.ko}\n${message.en}` : message[language];
}
