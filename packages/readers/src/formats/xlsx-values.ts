import { dateText, timestampText, timeText } from './value-text.js';

/** How a number format shows a number as a point in time. */
export type DateKind = 'date' | 'time' | 'both';

const DAY_MS = 86_400_000;

/**
 * What a number format makes of a number: ECMA-376 part 1, 18.8.30, with the ids that East Asian Excel keeps for its dates. Elapsed time
 * (`[h]:mm`) is a number of days and no point in time.
 */
export function dateKindOf(id: number, code: string | undefined): DateKind | null {
  if (code !== undefined) return kindOfCode(code);
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54) || id === 57 || id === 58)
    return 'date';
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47 || id === 55 || id === 56) return 'time';
  return id === 22 ? 'both' : null;
}

function kindOfCode(code: string): DateKind | null {
  const [section = ''] = code.split(';');
  if (/\[(?:h+|m+|s+)\]/iu.test(section)) return null;
  const tokens = section.replace(/"[^"]*"|\\.|[_*].|\[[^\]]*\]/gu, '').replace(/general|AM\/PM|A\/P/giu, '');
  const day = /[yd]/iu.test(tokens);
  const time = /[hs]/iu.test(tokens);
  if (day && time) return 'both';
  if (time) return 'time';
  return day || /m/iu.test(tokens) ? 'date' : null;
}

/** A number as text: a date, time or both by ISO 8601, else the shortest digits that are the same number. */
export function numberText(raw: string, kind: DateKind | null, since1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  return (kind === null ? null : pointText(value, kind, since1904)) ?? String(value);
}

function pointText(serial: number, kind: DateKind, since1904: boolean): string | null {
  if (serial < 0) return null;
  const milliseconds = Math.round((serial - Math.floor(serial)) * DAY_MS);
  const days = Math.floor(serial) + Math.floor(milliseconds / DAY_MS);
  const rest = BigInt(milliseconds % DAY_MS);
  if (kind === 'time' && days === 0) return timeText(rest, 'ms');
  const since1970 = days - (since1904 ? 24_107 : days < 60 ? 25_568 : 25_569);
  if (kind === 'date' && rest === 0n) return dateText(since1970);
  return timestampText(BigInt(since1970) * BigInt(DAY_MS) + rest, 'ms', false);
}
