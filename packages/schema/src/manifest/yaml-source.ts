import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import type { Localized } from '../language.js';
import { showValue } from '../messages.js';
import { childPointer } from '../pointer.js';
import { DEEPEST, duplicateKeyMessage, type SourceProblem, type SourceResult, TOO_DEEP } from './source.js';

/** Times that an alias may be expanded in all, so that a short file cannot grow into gigabytes. */
const MOST_ALIASES = 100;

/** Each level takes one column at the least; two are usual. */
const DEEP_INDENT = new RegExp(`^[ \\-?:]{${2 * DEEPEST}}`, 'm');

/** Reads YAML 1.2 (core schema: dates and versions stay text, `no` is no boolean), without tags of one's own. */
export function readYaml(text: string): SourceResult {
  if (tooDeep(text)) return { source: null, problems: [{ offset: 0, duplicateKey: null, message: TOO_DEEP }] };
  const document = parseDocument(text, {
    schema: 'core',
    version: '1.2',
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    lineCounter: new LineCounter(),
    logLevel: 'error',
  });
  const problems: SourceProblem[] = [...document.errors, ...document.warnings].map((error) => ({
    offset: error.pos[0],
    duplicateKey: null,
    message: explainYaml(error),
  }));
  if (problems.length > 0) return { source: null, problems };
  const duplicates = duplicateKeys(document);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch {
    // The library throws for unresolved and for too many aliases.
    return { source: null, problems: [{ offset: 0, duplicateKey: null, message: BAD_ALIAS }] };
  }
  return { source: { value, offsetOf: (keys, part) => offsetIn(document, keys, part) }, problems: duplicates };
}

/** The library recurses; open brackets and indentation bound the depth from above before it starts. */
function tooDeep(text: string): boolean {
  let open = 0;
  for (const character of text) {
    if (character === '[' || character === '{') open += 1;
    else if (character === ']' || character === '}') open = Math.max(0, open - 1);
    if (open > DEEPEST) return true;
  }
  return DEEP_INDENT.test(text);
}

function duplicateKeys(document: Document): SourceProblem[] {
  const problems: SourceProblem[] = [];
  visit(document, {
    Map(_, map, path) {
      const seen = new Set<string>();
      for (const pair of map.items) {
        const key = isScalar(pair.key) ? String(pair.key.value) : null;
        if (key === null) continue;
        if (seen.has(key)) {
          problems.push({
            offset: startOf(pair.key) ?? 0,
            duplicateKey: childPointer(pathOf([...path, map]), key),
            message: duplicateKeyMessage(key),
          });
        }
        seen.add(key);
      }
    },
  });
  return problems;
}

/** JSON Pointer of the last of nested nodes. */
function pathOf(ancestors: readonly unknown[]): string {
  let pointer = '';
  ancestors.forEach((node, k) => {
    const child = ancestors[k + 1];
    if (isSeq(node) && child !== undefined) pointer = childPointer(pointer, node.items.indexOf(child));
    else if (typeof node === 'object' && node !== null && 'key' in node && isScalar(node.key)) {
      pointer = childPointer(pointer, String(node.key.value));
    }
  });
  return pointer;
}

function offsetIn(document: Document, keys: readonly string[], part: 'key' | 'value'): number | null {
  let node: unknown = document.contents;
  let key: unknown = null;
  for (const name of keys) {
    const holder: unknown = isAlias(node) ? node.resolve(document) : node;
    if (isMap(holder)) {
      const pair = holder.items.findLast((item) => isScalar(item.key) && String(item.key.value) === name);
      if (pair === undefined) return null;
      key = pair.key;
      node = pair.value;
    } else if (isSeq(holder)) {
      node = holder.items[Number(name)];
      key = node;
      if (node === undefined) return null;
    } else return null;
  }
  return startOf(part === 'key' ? key : node) ?? startOf(key);
}

function startOf(node: unknown): number | null {
  return (node as Node | null | undefined)?.range?.[0] ?? null;
}

const BAD_ALIAS: Localized = {
  ko: `별칭(*이름)이 가리키는 것이 없거나, 별칭이 ${MOST_ALIASES}번보다 많이 펼쳐집니다. 별칭 없이 적어 주십시오.`,
  en: `An alias (*name) points to nothing, or aliases are expanded more than ${MOST_ALIASES} times. Write them out.`,
};

const YAML_WORDS: Readonly<Record<string, Localized>> = {
  ALIAS_PROPS: { ko: '별칭(*이름)에는 태그나 앵커를 붙일 수 없습니다.', en: 'An alias (*name) takes no tag or anchor.' },
  BAD_ALIAS,
  BAD_DIRECTIVE: { ko: '%로 시작하는 지시문이 잘못되었습니다. 지워 주십시오.', en: 'A directive (%…) is wrong. Remove it.' },
  BAD_DQ_ESCAPE: {
    ko: "큰따옴표 안의 이스케이프가 잘못되었습니다. 역슬래시는 \\\\로 쓰거나 작은따옴표('…')를 쓰십시오.",
    en: "A wrong escape in double quotes. Write a backslash as \\\\, or use single quotes ('…').",
  },
  BAD_INDENT: {
    ko: '들여쓰기가 맞지 않거나 괄호가 닫히지 않았습니다. 같은 단계의 키를 같은 칸에 맞춰 주십시오.',
    en: 'The indentation is off, or a bracket is not closed. Align the keys of one level.',
  },
  BAD_SCALAR_START: {
    ko: '이 문자로는 값을 시작할 수 없습니다. 값을 따옴표로 감싸 주십시오.',
    en: 'A value cannot start with this character. Put it in quotes.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    ko: "한 줄에 ': '가 두 번 있습니다. 값에 ': '가 들어 있으면 따옴표로 감싸 주십시오.",
    en: "The line has ': ' twice. Put a value that contains ': ' in quotes.",
  },
  BLOCK_IN_FLOW: {
    ko: "{…}나 […] 안의 값에 ': '나 '- '가 있습니다. 그 값을 따옴표로 감싸 주십시오.",
    en: "A value inside {…} or […] has ': ' or '- ' in it. Put that value in quotes.",
  },
  MISSING_CHAR: {
    ko: '닫는 따옴표나 괄호, 또는 쉼표나 쌍점이 빠졌습니다.',
    en: 'A closing quote or bracket, a comma or a colon is missing.',
  },
  MULTILINE_IMPLICIT_KEY: {
    ko: '키가 여러 줄에 걸쳐 있습니다. 쌍점(:)이 빠졌거나 들여쓰기가 맞지 않는지 확인해 주십시오.',
    en: 'A key runs over several lines. Look for a missing colon or a wrong indentation.',
  },
  MULTIPLE_DOCS: {
    ko: '문서가 둘 이상입니다. --- 뒤의 문서를 지워 주십시오.',
    en: 'There is more than one document. Remove what follows ---.',
  },
  TAB_AS_INDENT: {
    ko: '탭으로 들여썼습니다. YAML은 빈칸으로만 들여씁니다.',
    en: 'Indented with a tab. YAML is indented with spaces only.',
  },
  TAG_RESOLVE_FAILED: {
    ko: '태그(!이름)는 쓸 수 없습니다. 지우거나 값을 따옴표로 감싸 주십시오.',
    en: 'Tags (!name) cannot be used. Remove it, or put the value in quotes.',
  },
  UNEXPECTED_TOKEN: {
    ko: '이 자리에 올 수 없는 것이 있습니다. 들여쓰기, 쌍점, 따옴표를 확인해 주십시오.',
    en: 'Something stands here that cannot. Check indentation, colons and quotes.',
  },
};

function explainYaml(error: YAMLError): Localized {
  const words = YAML_WORDS[error.code];
  if (words !== undefined) return words;
  const detail = showValue(error.message);
  return { ko: `YAML 문법에 맞지 않습니다. (${detail})`, en: `This is not YAML. (${detail})` };
}
