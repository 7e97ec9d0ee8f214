/** Bytes of a character in CP949, lead × 256 + trail; undefined where it has none. */
export type Cp949Encoder = (character: string) => number | undefined;

const SYLLABLES = { first: 0xac00, last: 0xd7a3 } as const;

/**
 * CP949 is KS X 1001, which the platform knows as EUC-KR, and the Hangul syllables that KS X 1001 lacks, in Unicode order, in the places
 * that it leaves free (Microsoft code page 949; «Unified Hangul Code»).
 */
export function createCp949Encoder(): Cp949Encoder {
  // by UTF-16 code unit, 0 where there is none: all of CP949 lies in the first plane
  const codes = new Uint16Array(1 << 16);
  const pairs = ksPlaces();
  // One call for all: each pair gives one character, U+FFFD where it has none.
  const text = new TextDecoder('euc-kr').decode(Uint8Array.from(pairs.flatMap((code) => [code >> 8, code & 0xff])));
  pairs.forEach((code, k) => {
    if (text.charCodeAt(k) !== 0xfffd) codes[text.charCodeAt(k)] = code;
  });
  const free = freePlaces();
  for (let code = SYLLABLES.first; code <= SYLLABLES.last; code++) {
    if (codes[code] !== 0) continue;
    const place = free.next();
    if (place.done !== true) codes[code] = place.value;
  }
  return (character) => (character.length === 1 && codes[character.charCodeAt(0)]) || undefined;
}

/** The places of KS X 1001, row by row. */
const ksPlaces = (): number[] => Array.from({ length: 94 * 94 }, (_, k) => (0xa1 + Math.floor(k / 94)) * 256 + 0xa1 + (k % 94));

function* freePlaces(): Generator<number, void, void> {
  for (let lead = 0x81; lead <= 0xc6; lead++) {
    for (let trail = 0x41; trail <= (lead <= 0xa0 ? 0xfe : 0xa0); trail++) {
      if ((trail > 0x5a && trail < 0x61) || (trail > 0x7a && trail < 0x81)) continue;
      yield lead * 256 + trail;
    }
  }
}
