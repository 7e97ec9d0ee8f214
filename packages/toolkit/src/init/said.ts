import { formatMessage, type Localized } from '@jatdae/schema';

/** A sentence in both languages, filled from the same facts; see `formatMessage`. */
export const said = (ko: string, en: string, data: Readonly<Record<string, unknown>> = {}): Localized => ({
  ko: formatMessage(ko, data, 'ko'),
  en: formatMessage(en, data, 'en'),
});
