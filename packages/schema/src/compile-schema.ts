import type { ErrorObject } from 'ajv';
import type { Localized } from './language.js';
import { leadingErrors } from './leading-errors.js';
import { escapeControls } from './messages.js';
import { isPlainSchema } from './plain-schema.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

export type SchemaError = ErrorObject;

/** Every error of a value but those that only follow from another one; none where it is valid. */
export type SchemaCheck = (value: unknown) => readonly SchemaError[];

export type CompiledSchema =
  | { readonly ok: true; readonly check: SchemaCheck }
  /** the schema itself cannot be used */
  | { readonly ok: false; readonly message: Localized };

export interface CompileOptions {
  /** other schemas that `$ref` may name by their $id; nothing else is ever loaded */
  readonly schemas?: readonly JsonSchema[];
  /** a schema of ours, known to be right and its patterns harmless: is compiled without a check of its own, for a quick start */
  readonly trusted?: boolean;
  /** the schema was found usable before: only its own check is compiled */
  readonly usable?: boolean;
}

/** What every ajv that judges for us has in common. */
export const SAME_VERDICT = {
  strict: false,
  // `required: [constructor]` is about the data, not about Object.prototype.
  ownProperties: true,
} as const;

interface LinearRegExp {
  test(text: string): boolean;
  toString(): string;
}

/**
 * Compiles a JSON Schema 2020-12. Patterns run on a linear-time engine (RE2 syntax: no look-around, no back references), because
 * both the pattern and the text may be hostile. ajv is loaded by the first call, so that runs without it stay cheap.
 */
export async function compileSchema(schema: JsonSchema | boolean, options: CompileOptions = {}): Promise<CompiledSchema> {
  const trusted = options.trusted === true;
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const formats = await import('ajv-formats');
  const engine = trusted ? {} : { regExp: await loadLinearRegExp() };
  const ajv = new Ajv2020({
    ...SAME_VERDICT,
    allErrors: true,
    verbose: true,
    logger: false,
    validateSchema: !trusted && options.usable !== true,
    code: { ...engine, optimize: !trusted },
  });
  try {
    formats.default.default(ajv);
    for (const other of options.schemas ?? []) ajv.addSchema(other);
    const validate = ajv.compile(schema);
    return { ok: true, check: (value) => (validate(value) ? [] : leadingErrors(validate.errors ?? [])) };
  } catch (error) {
    return { ok: false, message: explainFailure(error) };
  }
}

/** Why a schema cannot be used, null where it can. ajv is loaded only where a look at the schema does not tell. */
export async function whyUnusable(schema: JsonSchema): Promise<Localized | null> {
  if (isPlainSchema(schema)) return null;
  const compiled = await compileSchema(schema);
  return compiled.ok ? null : compiled.message;
}

async function loadLinearRegExp(): Promise<((pattern: string) => LinearRegExp) & { code: string }> {
  const { RE2JS } = await import('re2js');
  const linearRegExp = (pattern: string): LinearRegExp => {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(bareProperties(pattern)));
    // ajv shares compiled patterns by their text.
    return { test: (text) => compiled.matcher(text).find(), toString: () => pattern };
  };
  return Object.assign(linearRegExp, { code: 'linearRegExp' });
}

/** `\\p{Script=Hangul}` as RE2 writes it, `\\p{Hangul}`. */
function bareProperties(pattern: string): string {
  return pattern.replace(
    /\\(?:([pP])\{(?:Script|sc|Script_Extensions|scx|General_Category|gc)=|[\s\S])/g,
    (sequence, letter?: string) => (letter === undefined ? sequence : `\\${letter}{`),
  );
}

/** Every error of `value` by a schema of this package. ajv is loaded only where no ready check finds the value to be right. */
export async function checkByOwnSchema(
  schema: JsonSchema,
  value: unknown,
  options?: CompileOptions,
): Promise<readonly SchemaError[]> {
  const { readyChecks } = await import('./ready-checks.js');
  if (readyChecks[String(schema.$id)]?.(value) === true) return [];
  const compiled = await compileSchema(schema, { ...options, trusted: true });
  if (!compiled.ok) throw new Error(compiled.message.en);
  return compiled.check(value);
}

function explainFailure(error: unknown): Localized {
  const detail = escapeControls(error instanceof Error ? error.message : String(error));
  if (/can't resolve reference|no schema with key or ref/.test(detail)) {
    return {
      ko: `JSON 스키마가 가리키는 다른 스키마를 찾을 수 없습니다. 네트워크에서는 아무것도 내려받지 않으며, 2020-12판만 쓸 수 있습니다. (${detail})`,
      en: `The JSON Schema refers to a schema that is not here. Nothing is fetched from a network, and only draft 2020-12 is known. (${detail})`,
    };
  }
  if (/error parsing regexp|invalid .*(regexp|group|escape|repeat)|missing (argument|closing)/i.test(detail)) {
    return {
      ko: `JSON 스키마의 정규식을 쓸 수 없습니다. RE2 문법만 되며 전후방 탐색과 역참조는 쓸 수 없습니다. (${detail})`,
      en: `A pattern of the JSON Schema cannot be used. Patterns follow RE2: no look-around, no back references. (${detail})`,
    };
  }
  return { ko: `JSON 스키마를 쓸 수 없습니다. (${detail})`, en: `The JSON Schema cannot be used. (${detail})` };
}
