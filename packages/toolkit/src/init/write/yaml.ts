import type { Language } from '@jatdae/schema';
import { Document, isCollection, isMap, isNode, isPair, isScalar, type Node, type YAMLMap } from 'yaml';
import { chosenLabel, type Note, type Proposal } from '../proposal.js';
import { said } from '../said.js';

/** Parts that are short enough for one line each. */
const IN_ONE_LINE = new Set(['modalities', 'languages', 'subMetric', 'split', 'answer', 'choices', 'labels', 'csv', 'media']);

/** The manifest as text, with its reasons as comments and what is left to a person at its top. */
export function manifestText(
  { origin = FROM_DATA, manifest, notes, decisions, warnings, leftOut }: Proposal,
  language: Language,
): string {
  const document = new Document(manifest, { aliasDuplicateObjects: false });
  setFlow(document.contents, null);
  for (const note of notes) comment(document, note, language);
  const asked = decisions
    .filter(({ settled }) => settled !== true)
    .map((decision) => {
      return `- ${decision.question[language]} → ${chosenLabel(decision, language)}`;
    });
  const left = leftOut.slice(0, MOST_LEFT).map(({ path, reason }) => `- ${path}: ${reason[language]}`);
  const more = leftOut.length - left.length;
  const head = [
    origin[language],
    '',
    said('사람이 정할 것(지금 적힌 값):', 'For a person to decide (what stands here now):')[language],
    ...asked,
    ...warnings.map((warning) => `- ${warning[language]}`),
    ...(left.length === 0 ? [] : ['', said('문항으로 보지 않은 파일:', 'Files not taken for items:')[language], ...left]),
    ...(more > 0 ? [said('- 그 밖에 {more}개', '- and {more} more', { more })[language]] : []),
  ];
  document.commentBefore = head.map(asComment).join('\n');
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

const FROM_DATA = said(
  'jatdae init이 데이터를 보고 쓴 초안입니다. 줄마다 그렇게 본 까닭을 적었습니다.',
  'A draft that jatdae init wrote from the data. Each line says why it is as it is.',
);

const MOST_LEFT = 30;

const asComment = (line: string): string => ` ${line.replace(/[\r\n]+/gu, ' ')}`;

function setFlow(node: unknown, key: string | null): void {
  if (!isCollection(node)) return;
  if (key !== null && IN_ONE_LINE.has(key)) node.flow = true;
  for (const item of node.items) {
    if (isPair(item)) setFlow(item.value, isScalar(item.key) ? String(item.key.value) : null);
    else if (key === 'subMetrics' && isCollection(item)) item.flow = true;
    else setFlow(item, null);
  }
}

/** Behind a value that stands on its key's line, else above the key. */
function comment(document: Document, { at, text }: Note, language: Language): void {
  const node = document.getIn(at, true);
  if (!isNode(node)) return;
  const line = asComment(text[language]);
  if (isScalar(node) || (isCollection(node) && node.flow === true)) {
    node.comment = line;
    return;
  }
  const key = at.at(-1);
  const parent = document.getIn(at.slice(0, -1), true);
  if (typeof key === 'number' && isNode(node)) node.commentBefore = line;
  else if (isMap(parent)) for (const one of keyNode(parent, key)) one.commentBefore = line;
}

const keyNode = (map: YAMLMap, key: unknown): Node[] =>
  map.items.flatMap((pair) => (isScalar(pair.key) && pair.key.value === key ? [pair.key] : []));
