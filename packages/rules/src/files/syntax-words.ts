import type { Localized } from '@jatdae/schema';

/** What can be wrong with the syntax of JSON and CSV, by the readers' and the kernel's words. */
export const SYNTAX_WORDS: Readonly<Record<string, Localized>> = {
  'unexpected-character': { ko: '있어서는 안 될 문자가 있습니다.', en: 'there is a character that cannot stand there.' },
  'unexpected-end': { ko: '값이 끝나기 전에 레코드가 끝났습니다.', en: 'it ends before its value does.' },
  'unterminated-string': { ko: '문자열이 닫히지 않았습니다.', en: 'a string is not closed.' },
  'control-character': {
    ko: '문자열 안에 이스케이프하지 않은 제어 문자가 있습니다.',
    en: 'a string holds a control character that is not escaped.',
  },
  'bad-escape': { ko: '역슬래시(\\) 뒤의 표기가 잘못되었습니다.', en: 'what follows a backslash is no escape.' },
  'bad-number': { ko: '숫자 표기가 잘못되었습니다.', en: 'a number is not written as JSON wants it.' },
  'bad-literal': { ko: 'true, false, null이 아닌 낱말이 있습니다.', en: 'there is a word other than true, false, null.' },
  'trailing-text': { ko: '값이 끝난 뒤에 다른 글자가 더 있습니다.', en: 'there is more text after the value.' },
  'too-deep': { ko: '괄호가 너무 깊이 겹칩니다.', en: 'it is nested too deep.' },
  'value-expected': { ko: '값이 있어야 할 자리에 값이 없습니다.', en: 'a value is missing.' },
  'key-expected': { ko: '키가 있어야 할 자리에 키가 없습니다.', en: 'a key is missing.' },
  'colon-expected': { ko: '키 뒤에 쌍점(:)이 없습니다.', en: 'a colon is missing after a key.' },
  'comma-expected': { ko: '값 사이에 쉼표가 없습니다.', en: 'a comma is missing between two values.' },
  'trailing-comma': { ko: '마지막 값 뒤에 쉼표가 있습니다.', en: 'there is a comma after the last value.' },
  'several-documents': {
    ko: 'JSON 문서가 둘 이상 이어져 있습니다(JSONL이라면 format: jsonl로 적으십시오).',
    en: 'there are several JSON documents in a row (if it is JSONL, say format: jsonl).',
  },
  truncated: { ko: '값이 끝나기 전에 파일이 끝났습니다.', en: 'the file ends before its value does.' },
  unclosed: { ko: '배열이나 객체가 닫히기 전에 파일이 끝났습니다.', en: 'the file ends before its array or object is closed.' },
  'key-too-long': { ko: '키가 레코드의 크기 한도보다 깁니다.', en: 'a key is longer than a record may be.' },
  'malformed-key': { ko: '키의 표기가 잘못되었습니다.', en: 'a key is malformed.' },
  'malformed-value': { ko: '문항 옆에 있는 값의 표기가 잘못되었습니다.', en: 'a value beside the items is malformed.' },
  'pointer-not-found': {
    ko: '매니페스트의 at이 가리키는 자리가 파일에 없습니다.',
    en: 'the file has nothing where the manifest’s `at` points.',
  },
  'pointer-to-scalar': {
    ko: '매니페스트의 at이 가리키는 값이 배열도 객체도 아닙니다.',
    en: 'what the manifest’s `at` points to is neither an array nor an object.',
  },
  'ragged-row': {
    ko: '열이 {expected}개여야 하는데 {found}개입니다.',
    en: 'the row has {found} columns instead of {expected}.',
  },
  'unclosed-quote': {
    ko: '따옴표가 닫히지 않아 그 뒤를 한 칸으로 읽었습니다.',
    en: 'a quote is never closed, so all that follows is one cell.',
  },
  'duplicate-header': {
    ko: '머리글에 같은 이름의 열이 있습니다: {columns}',
    en: 'the header names a column twice: {columns}',
  },
  'not-finite': { ko: '무한대인 숫자가 있어 null로 읽었습니다.', en: 'a number is infinite, and was read as null.' },
  'yaml-syntax': { ko: '{line}번째 줄의 YAML 문법이 잘못되었습니다.', en: 'line {line} is no YAML.' },
  'yaml-tag': {
    ko: 'YAML의 기본 태그가 아닌 {tag} 태그가 있습니다.',
    en: 'it has the tag {tag}, which is not one of YAML’s own.',
  },
  'yaml-alias': { ko: '가리키는 앵커가 없는 별칭(*)이 있습니다.', en: 'an alias (*) refers to no anchor.' },
  'yaml-key': { ko: '키가 배열이나 객체입니다.', en: 'a key is a list or a map.' },
};
