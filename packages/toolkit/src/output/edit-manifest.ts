import { isMap, isScalar, parseDocument } from 'yaml';

/** What a copy's manifest says otherwise: a value at a path, undefined to take away what is there. */
export interface ManifestEdit {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/**
 * The text of a manifest with some values changed. YAML keeps its comments, its order and the style of what is not touched; JSON is laid out again
 * where its indentation is not two blanks.
 * @param text of a manifest that could be read
 */
export function editManifest(text: string, isJson: boolean, edits: readonly ManifestEdit[]): string {
  if (edits.length === 0) return text;
  if (isJson) return `${JSON.stringify(edits.reduce(changedAt, JSON.parse(text) as unknown), null, 2)}\n`;
  const document = parseDocument(text);
  for (const { path, value } of edits) {
    const held = document.getIn(path, true);
    if (value === undefined) document.deleteIn(path);
    // The comment that stands beside a value stays.
    else if (isScalar(held) && !isContainer(value)) held.value = value;
    else document.setIn(path, flowing(document.createNode(value)));
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: text.includes('{ ') });
}

/** Small maps are written on one line, as manifests have them. */
function flowing<Node>(node: Node): Node {
  if (isMap(node)) node.flow = true;
  return node;
}

const isContainer = (value: unknown): boolean => typeof value === 'object' && value !== null;

function changedAt(held: unknown, { path: [step, ...rest], value }: ManifestEdit): unknown {
  if (step === undefined) return value;
  if (Array.isArray(held)) return held.map((one: unknown, k) => (k === step ? changedAt(one, { path: rest, value }) : one));
  const members = isContainer(held) ? { ...(held as Record<string, unknown>) } : {};
  const made = changedAt(members[step], { path: rest, value });
  if (made === undefined) delete members[step];
  else members[step] = made;
  return members;
}
