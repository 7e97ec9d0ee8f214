import type { PlannedPart } from '../reader.js';

/** Half-open ranges of `target` bytes, the last one shorter. */
export function equalParts(size: number, target: number): PlannedPart[] {
  const parts: PlannedPart[] = [];
  for (let start = 0; start < size; start += target) parts.push({ start, end: Math.min(size, start + target) });
  return parts;
}
