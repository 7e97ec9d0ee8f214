/**
 * What a server asks to wait, ms: `retry-after-ms`, else Retry-After in seconds or as a date (RFC 9110, section 10.2.3).
 * Null where it does not say, or not so that it can be understood.
 */
export function retryAfter(headers: Headers | undefined, now: number): number | null {
  const exact = headers?.get('retry-after-ms');
  if (exact != null && /^\d+(\.\d+)?$/u.test(exact.trim())) return Number(exact);
  const said = headers?.get('retry-after')?.trim();
  if (said === undefined || said === '') return null;
  if (/^\d+(\.\d+)?$/u.test(said)) return Number(said) * 1000;
  const date = /^[A-Z][a-z]{2}/u.test(said) ? Date.parse(said) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
