/** A, B, … Z; numbers from 1 where there are more choices than letters. */
export function choiceLabel(k: number, choices: number): string {
  return choices > 26 ? String(k + 1) : String.fromCharCode(0x41 + k);
}
