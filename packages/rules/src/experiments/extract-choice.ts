/** Raised when the same reply would give another choice. */
export const EXTRACTION_VERSION = 1;

/** A letter, a circled number or a number, and what may follow it; «a» before another word is an article. */
const LABEL = String.raw`[([{<"'“‘]*([A-Za-z]|[①-⑳]|\d{1,2})(?=번|입니다|이다|이에요|예요|[^A-Za-z0-9가-힣]|$)(?!\.\d)(?!(?<=[a-z])\s+[A-Za-z])`;

const after = (words: string): RegExp => new RegExp(words + LABEL, 'gu');

/** In the order in which they are believed; of one kind the last one counts, for a reply may think aloud before it answers. */
const SIGNS: readonly RegExp[] = [
  after(String.raw`\\boxed\{\s*`),
  after(String.raw`(?:정답|답안|답변|답)\s*(?:은|는|이|가)?\s*[:：]?\s*(?:선택지|보기)?\s*`),
  after(
    String.raw`(?:[Aa]nswer|ANSWER|[Cc]hoice|[Oo]ption)\s*(?:is|would be|should be|=)?\s*[:：]?\s*(?:[Oo]ption|[Cc]hoice)?\s*`,
  ),
  /(?<![A-Za-z0-9.])\(?([A-Za-z]|[①-⑳]|\d{1,2})\)?\s*번?\s*[이가을를]?\s*(?:정답|맞습니다|고릅니다|선택합니다)/gu,
];

/** Alone, or at the head of the choice that is repeated after it: «B», «(3)번», «C. Busan», «② 부산». */
const LEADING = /^[\s"'“‘([]*(?:([A-Za-z]|\d{1,2})(?:[\s"'”’)\].:：]*(?:번|$)|[)\].:：]+\s)|([①-⑳]))/u;
/** The only one that is named anywhere. */
const NAMED = /\(([A-Za-z])\)|(?<![A-Za-z])([A-Z])번|(?<!\d)(\d{1,2})번|([①-⑳])/gu;
const MARKUP = /\*\*|__|[$`]|\\text/gu;

/**
 * The choice that a reply names, counted from 0, or -1: by rules, in Korean and English. Digits count from 1, as replies do.
 * @param choices how many choices the item has
 */
export function extractChoice(reply: string, choices: number): number {
  const text = reply.normalize('NFC').replace(MARKUP, '').trim();
  for (const sign of SIGNS) {
    const found = [...text.matchAll(sign)].map(labelOf).map((name) => indexOf(name, choices));
    const last = found.filter((index) => index >= 0).at(-1);
    if (last !== undefined) return last;
  }
  const leading = LEADING.exec(text);
  if (leading !== null) return indexOf(labelOf(leading), choices);
  const named = new Set([...text.matchAll(NAMED)].map(labelOf).map((name) => indexOf(name, choices)));
  const [only = -1, ...others] = named;
  return others.length === 0 ? only : -1;
}

const labelOf = (match: RegExpExecArray): string => match.slice(1).find((group) => group !== undefined) ?? '';

function indexOf(name: string, choices: number): number {
  const code = name.codePointAt(0) ?? 0;
  const index = /^\d/u.test(name) ? Number(name) - 1 : code >= 0x2460 ? code - 0x2460 : (code | 0x20) - 0x61;
  return index >= 0 && index < choices ? index : -1;
}
