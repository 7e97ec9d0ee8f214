import { createCp949MojibakeReader, type MojibakeReader, readLatinMojibake } from '../items/mojibake.js';

/** What code page 437 makes of the bytes 80–FF, in their order: the code page that zip programs fall back to. */
const CODE_PAGE_437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
  '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';
const RUN = /[^\u0000-\u007f]{4,}/g;

/** Gives the name that a file had before an archiver read it in the wrong code page, or null for a name that is as it should be. */
export function createNameReader(): MojibakeReader {
  const readCp949 = createCp949MojibakeReader();
  return (name) => readCodePage437(name) ?? readLatinMojibake(name) ?? readCp949(name);
}

/** UTF-8 or CP949 as code page 437. All of a run must come out as text with two syllables of Hangul at least. */
function readCodePage437(name: string): string | null {
  let isFound = false;
  const original = name.replaceAll(RUN, (run) => {
    const decoded = decodeRun(run);
    isFound ||= decoded !== null;
    return decoded ?? run;
  });
  return isFound ? original : null;
}

function decodeRun(run: string): string | null {
  const bytes = Uint8Array.from([...run].map((character) => 0x80 + CODE_PAGE_437.indexOf(character)));
  if (bytes.includes(0x7f)) return null;
  return ['utf-8', 'euc-kr'].map((encoding) => decode(bytes, encoding)).find((text) => text !== null) ?? null;
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return (text.match(/[가-힣]/g) ?? []).length >= 2 ? text : null;
  } catch {
    return null;
  }
}
