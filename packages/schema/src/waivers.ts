import { checkByOwnSchema } from './compile-schema.js';
import { waiversSchema } from './generated/schemas.gen.js';
import type { WaiverFile } from './generated/waivers.gen.js';
import { type ManifestProblem, parseDocument } from './manifest/parse-manifest.js';

export type WaiversResult =
  | { readonly ok: true; readonly file: WaiverFile }
  | { readonly ok: false; readonly problems: readonly ManifestProblem[] };

const CONTENTS = {
  ko: 'waivers에 rule, fingerprint, reason, by를 적어 주십시오.',
  en: 'Write waivers, each with rule, fingerprint, reason and by.',
};

/** Reads a reviewer's waivers: JSON where `path` ends in .json, else YAML. Never throws for what the bytes hold. */
export async function parseWaivers(bytes: Uint8Array, path: string): Promise<WaiversResult> {
  const check = (value: unknown) => checkByOwnSchema(waiversSchema, value);
  const result = await parseDocument(bytes, path, { check, semantics: () => [], contents: CONTENTS });
  return result.ok ? { ok: true, file: result.value as WaiverFile } : result;
}
