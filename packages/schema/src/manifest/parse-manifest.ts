import type { ErrorObject } from 'ajv';
import { checkByOwnSchema, type SchemaError } from '../compile-schema.js';
import { expectedBy, explainSchemaError, nearestAllowed, unknownKey } from '../explain-schema-error.js';
import type { Manifest as WrittenManifest } from '../generated/manifest.gen.js';
import { manifestSchema } from '../generated/schemas.gen.js';
import type { Localized } from '../language.js';
import { formatMessage } from '../messages.js';
import { childPointer, pointerKeys } from '../pointer.js';
import { decodeManifest } from './decode-manifest.js';
import { formHint } from './form-hints.js';
import { readJson } from './json-source.js';
import { finishManifest, type Manifest } from './manifest.js';
import { checkSemantics, type SemanticProblem } from './semantics.js';
import { type Position, positionOf, type Source, type SourceProblem } from './source.js';

export interface ManifestProblem {
  /** M001: it cannot be read; M002: it breaks its schema; M003: a profile that cannot be used */
  readonly code: 'M001' | 'M002' | 'M003';
  readonly pointer: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly message: Localized;
  readonly value: unknown;
  readonly expected: string | null;
  readonly nearest: string | null;
}

export type ManifestResult =
  | {
      readonly ok: true;
      readonly manifest: Manifest;
      /** Where the value at a JSON Pointer stands; of its nearest ancestor where it is absent. */
      readonly locate: (pointer: string) => Position;
      /** A number as it is written: 0.710 is not 0.71; null where none stands there. */
      readonly spelling: (pointer: string) => string | null;
    }
  | { readonly ok: false; readonly problems: readonly ManifestProblem[] };

/** A document that passed a schema, or every problem in it. */
export type DocumentResult =
  | {
      readonly ok: true;
      readonly value: unknown;
      readonly locate: (pointer: string) => Position;
      readonly spelling: (pointer: string) => string | null;
    }
  | { readonly ok: false; readonly problems: readonly ManifestProblem[] };

/** What checks a document once it is read. */
interface DocumentRules {
  readonly check: (value: unknown) => Promise<readonly SchemaError[]>;
  readonly semantics: typeof checkSemantics;
  /** what to write into a file that is empty */
  readonly contents?: Localized;
}

/**
 * Reads benchmark.yaml or, where `path` ends in .json, benchmark.json. Problems are returned in the order of the file, all of
 * them but for a flood.
 * Never throws for what the bytes hold.
 */
export async function parseManifest(bytes: Uint8Array, path: string): Promise<ManifestResult> {
  const check = (value: unknown) => checkByOwnSchema(manifestSchema, value);
  const result = await parseDocument(bytes, path, { check, semantics: checkSemantics, contents: CONTENTS });
  if (!result.ok) return result;
  const { value, locate, spelling } = result;
  return { ok: true, manifest: finishManifest(value as WrittenManifest), locate, spelling };
}

/** Reads a YAML or JSON document and checks it. */
export async function parseDocument(bytes: Uint8Array, path: string, rules: DocumentRules): Promise<DocumentResult> {
  const json = path.toLowerCase().endsWith('.json');
  const decoded = decodeManifest(bytes, json);
  if (!decoded.ok) return { ok: false, problems: [{ ...UNREADABLE, line: decoded.line, message: decoded.message }] };
  const { text } = decoded;
  if (text.trim() === '') return { ok: false, problems: [{ ...UNREADABLE, line: 1, message: emptyFile(rules.contents) }] };
  const { source, problems: broken } = json ? readJson(text) : (await import('./yaml-source.js')).readYaml(text);
  // Thunks, because a hostile document may have millions of problems and each takes a place in the text.
  const found = broken.map((problem) => () => sourceProblem(problem, text));
  if (source !== null) {
    for (const error of await rules.check(source.value)) found.push(() => schemaProblem(error, source, text, json));
    for (const problem of rules.semantics(source.value)) found.push(() => semanticProblem(problem, source, text));
    if (found.length === 0)
      return {
        ok: true,
        value: source.value,
        locate: (pointer) => positionAt(source, text, pointer, 'value'),
        spelling: (pointer) => numberAt(text, source.offsetOf(pointerKeys(pointer), 'value')),
      };
  }
  const problems = found.slice(0, MOST_PROBLEMS).map((make) => make());
  problems.sort(byPlace);
  if (found.length > MOST_PROBLEMS) problems.push(moreProblems(found.length - MOST_PROBLEMS));
  return { ok: false, problems };
}

const CONTENTS: Localized = {
  ko: 'jatdae, profile, dataset, subMetrics, resources를 적어 주십시오.',
  en: 'Write jatdae, profile, dataset, subMetrics and resources.',
};

const emptyFile = (contents: Localized = { ko: '', en: '' }): Localized => ({
  ko: `파일이 비어 있습니다. ${contents.ko}`.trimEnd(),
  en: `The file is empty. ${contents.en}`.trimEnd(),
});

const MOST_PROBLEMS = 200;

function moreProblems(count: number): ManifestProblem {
  const message = {
    ko: formatMessage('문제가 {count}건 더 있습니다. 위의 것부터 고친 뒤 다시 실행해 주십시오.', { count }),
    en: formatMessage('There are {count} more problems. Mend those above, then run again.', { count }),
  };
  return { ...UNREADABLE, code: 'M002', message };
}

const UNREADABLE = { code: 'M001', pointer: null, line: null, column: null, value: null, expected: null, nearest: null } as const;

function sourceProblem({ offset, duplicateKey, message }: SourceProblem, text: string): ManifestProblem {
  const code = duplicateKey === null ? 'M001' : 'M002';
  return { ...UNREADABLE, ...positionOf(text, offset), code, pointer: duplicateKey, message };
}

function semanticProblem({ part, ...problem }: SemanticProblem, source: Source, text: string): ManifestProblem {
  return { code: 'M002', ...positionAt(source, text, problem.pointer, part), ...problem };
}

function schemaProblem(error: ErrorObject, source: Source, text: string, json: boolean): ManifestProblem {
  const key = unknownKey(error);
  const pointer = key === null ? error.instancePath : childPointer(error.instancePath, key);
  const sentence = explainSchemaError(error, error.data);
  const hint = formHint(error, json);
  return {
    code: 'M002',
    pointer,
    ...positionAt(source, text, pointer, key === null ? 'value' : 'key'),
    message: hint === null ? sentence : { ko: `${sentence.ko} ${hint.ko}`, en: `${sentence.en} ${hint.en}` },
    value: key ?? error.data,
    expected: expectedBy(error),
    nearest: nearestAllowed(error, error.data),
  };
}

function positionAt(source: Source, text: string, pointer: string, part: 'key' | 'value'): Position {
  const keys = pointerKeys(pointer);
  for (let depth = keys.length; depth >= 0; depth--) {
    const offset = source.offsetOf(keys.slice(0, depth), depth === keys.length ? part : 'value');
    if (offset !== null) return positionOf(text, offset);
  }
  return { line: 1, column: 1 };
}

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/iy;

function numberAt(text: string, offset: number | null): string | null {
  NUMBER.lastIndex = offset ?? text.length;
  return NUMBER.exec(text)?.[0] ?? null;
}

function byPlace(left: ManifestProblem, right: ManifestProblem): number {
  return (left.line ?? 0) - (right.line ?? 0) || (left.column ?? 0) - (right.column ?? 0);
}
