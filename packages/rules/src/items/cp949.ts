/** Bytes of a character in CP949, lead × 256 + trail; undefined where it has none. */
export type Cp949Encoder = (character: string) => number | undefined;

const SYLLABLES = { first: 0xac00, last: 0xd7a3 } as const;

/**
 * CP949 is KS X 1001, which the platform knows as EUC-KR, and the Hangul syllables that KS X 1001 lacks, in Unicode order, in the places
 * that it leaves free (Microsoft code page 949; «Unified Hangul Code»).
 */
export function createCp949Encoder(): Cp949Encoder {
  const codes = new Map<string, number>();
  const decoder = new TextDecoder('euc-kr');
  for (let lead = 0xa1; lead <= 0xfe; lead++) {
    for (let trail = 0xa1; trail <= 0xfe; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if (text.length === 1 && text !== '\ufffd') codes.set(text, lead * 256 + trail);
    }
  }
  const free = freePlaces();
  for (let code = SYLLABLES.first; code <= SYLLABLES.last; code++) {
    const syllable = String.fromCharCode(code);
    if (codes.has(syllable)) continue;
    const place = free.next();
    if (place.done !== true) codes.set(syllable, place.value);
  }
  return (character) => codes.get(character);
}

function* freePlaces(): Generator<number, void, void> {
  for (let lead = 0x81; lead <= 0xc6; lead++) {
    for (let trail = 0x41; trail <= (lead <= 0xa0 ? 0xfe : 0xa0); trail++) {
      if ((trail > 0x5a && trail < 0x61) || (trail > 0x7a && trail < 0x81)) continue;
      yield lead * 256 + trail;
    }
  }
}
