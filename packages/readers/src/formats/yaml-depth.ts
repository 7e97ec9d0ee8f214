import { CST, Lexer } from 'yaml';

/**
 * Whether a text nests deeper than a limit, found without parsing it: the parser takes seconds and gigabytes for a million brackets.
 * Depth by indentation alone is not looked at, since it costs a file the square of it.
 */
export function isTooDeep(text: string, limit: number): boolean {
  return mayBeDeep(text, limit) && lexedDepthExceeds(text, limit);
}

const LF = 0x0a;
const SPACE = 0x20;
const DASH = 0x2d;
const QUESTION = 0x3f;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const OPEN_MAP = 0x7b;

/** A document's mark or directive: behind it a dash in the first column may stand inside brackets. */
const SEVERAL = /^(?:---|\.\.\.|%)/mu;

/** More brackets open in one item of a list, or more dashes begin one line, than may nest: cheap, and true of everything that is too deep. */
function mayBeDeep(text: string, limit: number): boolean {
  const isList = text.startsWith('- ') && !SEVERAL.test(text);
  let opened = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === OPEN_LIST || code === OPEN_MAP) opened += 1;
    if (code !== LF && i > 0) continue;
    const start = code === LF ? i + 1 : i;
    if (isList && text.charCodeAt(start) === DASH && text.charCodeAt(start + 1) === SPACE) opened = 0;
    if (indicatorsAt(text, start) > limit) return true;
    if (opened > limit) return true;
  }
  return opened > limit;
}

/** How many of `- `, `? ` and `: ` a line begins with. */
function indicatorsAt(text: string, start: number): number {
  let count = 0;
  for (let i = start; ; i += 1) {
    const code = text.charCodeAt(i);
    if (code === DASH || code === QUESTION || code === COLON) count += 1;
    else if (code !== SPACE && code !== 0x09) return count;
  }
}

function lexedDepthExceeds(text: string, limit: number): boolean {
  let inBrackets = 0;
  let inLine = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    // What follows the mark of a scalar is its text, whatever it looks like.
    if (isScalar) {
      isScalar = false;
      continue;
    }
    switch (CST.tokenType(token)) {
      case 'scalar':
        isScalar = true;
        break;
      case 'flow-seq-start':
      case 'flow-map-start':
        inBrackets += 1;
        break;
      case 'flow-seq-end':
      case 'flow-map-end':
        inBrackets -= 1;
        break;
      case 'flow-error-end':
        inBrackets = 0;
        break;
      case 'seq-item-ind':
      case 'explicit-key-ind':
        inLine += 1;
        break;
      case 'newline':
        inLine = 0;
        break;
    }
    if (inBrackets > limit || inLine > limit) return true;
  }
  return false;
}
