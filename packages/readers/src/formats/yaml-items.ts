import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { type Aliases, keyText } from './yaml-node.js';

/** An item of a document, with its name where it is a value of a map. */
export interface YamlItem {
  readonly node: Node | null;
  readonly key: Node | null;
  readonly name: string | null;
  /** the node, where it is a map */
  readonly map: YAMLMap | null;
}

/**
 * What a JSON Pointer finds: the elements of a list or the values of a map. Without a pointer, a list's elements or the one document.
 * A reason of F007 where the pointer finds neither.
 */
export function itemsAt(
  document: Document,
  aliases: Aliases,
  at: string | null,
): readonly YamlItem[] | 'pointer-not-found' | 'pointer-to-scalar' | 'yaml-key' {
  const { contents } = document;
  const isEmpty = contents === null || (isScalar(contents) && contents.value === null && contents.source === '');
  if (at === null) {
    if (isEmpty) return [];
    return isSeq(contents) ? elementsOf(contents.items) : elementsOf([contents]);
  }
  let node: unknown = contents;
  for (const step of at.split('/').slice(1)) {
    node = childOf(resolved(aliases, node), step.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (node === undefined) return 'pointer-not-found';
  }
  const target = resolved(aliases, node);
  if (isSeq(target)) return elementsOf(target.items);
  if (!isMap(target)) return 'pointer-to-scalar';
  if (!target.items.every(({ key }) => isScalar(key))) return 'yaml-key';
  return target.items.map(({ key, value }) => ({
    node: value as Node | null,
    key: key as Node,
    name: keyText(key),
    map: isMap(resolved(aliases, value)) ? (resolved(aliases, value) as YAMLMap) : null,
  }));
}

function elementsOf(nodes: readonly unknown[]): YamlItem[] {
  return nodes.map((node) => ({ node: node as Node | null, key: null, name: null, map: null }));
}

function resolved(aliases: Aliases, node: unknown): unknown {
  return isAlias(node) ? aliases.get(node) : node;
}

function childOf(node: unknown, step: string): unknown {
  if (isSeq(node)) return /^(?:0|[1-9]\d*)$/u.test(step) ? node.items[Number(step)] : undefined;
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && keyText(key) === step);
  return pair === undefined ? undefined : (pair.value ?? null);
}
