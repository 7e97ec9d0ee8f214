/** What of a reply goes into the prediction; null where the model gave nothing. */
export function predictionOf(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
