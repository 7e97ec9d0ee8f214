import type { Localized } from '../language.js';

/** What is larger holds data, not a description. */
const LARGEST = 4 << 20;

export type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly line: number | null; readonly message: Localized };

/** Text of a manifest, profile or file of waivers: UTF-8, for YAML also with a BOM. */
export function decodeManifest(bytes: Uint8Array, json: boolean): Decoded {
  if (bytes.length > LARGEST) return { ok: false, line: null, message: TOO_LARGE };
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { ok: false, line: 1, message: UTF_16 };
  }
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (bom && json) return { ok: false, line: 1, message: BOM_IN_JSON };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, line: firstBadLine(bytes), message: NOT_UTF_8 };
  }
  return { ok: true, text };
}

function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end;
  }
  return line;
}

const TOO_LARGE: Localized = {
  ko: '파일이 4 MiB보다 큽니다. 데이터가 아니라 설명만 적어 주십시오.',
  en: 'The file is larger than 4 MiB. It describes data; it does not hold them.',
};
const UTF_16: Localized = {
  ko: '파일이 UTF-16으로 저장되어 있습니다. UTF-8로 다시 저장해 주십시오.',
  en: 'The file is saved as UTF-16. Save it as UTF-8.',
};
const BOM_IN_JSON: Localized = {
  ko: '파일의 맨 앞에 BOM이 있어 JSON으로 읽을 수 없습니다. BOM 없는 UTF-8로 다시 저장해 주십시오.',
  en: 'The file starts with a BOM, which JSON does not allow. Save it as UTF-8 without BOM.',
};
const NOT_UTF_8: Localized = {
  ko: '파일이 UTF-8이 아닙니다(CP949, 곧 EUC-KR일 수 있습니다). UTF-8로 다시 저장해 주십시오.',
  en: 'The file is not UTF-8 (it may be CP949, also called EUC-KR). Save it as UTF-8.',
};
