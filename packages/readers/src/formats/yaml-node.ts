import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, visit, type YAMLMap } from 'yaml';
import { writeFloat } from './cells.js';
import { writeAscii, writeString } from './json-text.js';
import type { RecordSink } from './record-sink.js';

/** Why a node is no JSON: a code and the data of a fault. */
export class YamlProblem extends Error {
  constructor(
    readonly code: 'F006' | 'F007',
    readonly data: { readonly reason: string; readonly limit?: number; readonly tag?: string },
  ) {
    super(data.reason);
    this.name = 'YamlProblem';
  }
}

/** What each alias of a document stands for. */
export type Aliases = ReadonlyMap<Alias, Node>;

/** In one walk: the library's own look-up walks the document for every alias. */
export function aliasesOf(document: Document): Aliases {
  const anchors = new Map<string, Node>();
  const aliases = new Map<Alias, Node>();
  visit(document, {
    Alias(_, alias) {
      const target = anchors.get(alias.source);
      if (target !== undefined) aliases.set(alias, target);
    },
    Value(_, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return aliases;
}

const CORE_TAG = /^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq)$/u;

/**
 * Writes a node as JSON. Aliases are written out, which the record limit bounds; a tag that is not YAML's own has no meaning here.
 * @throws YamlProblem
 */
export function writeNode(sink: RecordSink, aliases: Aliases, node: unknown, depth: number): void {
  if (depth > sink.depth) throw new YamlProblem('F006', { reason: 'depth', limit: sink.depth });
  if (sink.text.used - sink.start > sink.limit) throw new YamlProblem('F006', { reason: 'record-bytes', limit: sink.limit });
  if (node === null || node === undefined) {
    writeAscii(sink.text, 'null');
    return;
  }
  if (isAlias(node)) {
    const target = aliases.get(node);
    if (target === undefined) throw new YamlProblem('F007', { reason: 'yaml-alias' });
    writeNode(sink, aliases, target, depth + 1);
    return;
  }
  checkTag(node);
  if (isScalar(node)) writeScalar(sink, node.value);
  else if (isSeq(node)) {
    writeAscii(sink.text, '[');
    for (const [i, item] of node.items.entries()) {
      if (i > 0) writeAscii(sink.text, ',');
      writeNode(sink, aliases, item, depth + 1);
    }
    writeAscii(sink.text, ']');
  } else if (isMap(node)) {
    writeAscii(sink.text, '{');
    writeMembers(sink, aliases, node, depth);
    writeAscii(sink.text, '}');
  }
}

/** `"key":value` pairs of a map. */
export function writeMembers(sink: RecordSink, aliases: Aliases, map: YAMLMap, depth: number): void {
  for (const [i, { key, value }] of map.items.entries()) {
    if (i > 0) writeAscii(sink.text, ',');
    writeString(sink.text, keyText(key));
    writeAscii(sink.text, ':');
    writeNode(sink, aliases, value, depth + 1);
  }
}

export function keyText(key: unknown): string {
  if (!isScalar(key)) throw new YamlProblem('F007', { reason: 'yaml-key' });
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

function checkTag({ tag }: { readonly tag?: string }): void {
  if (tag !== undefined && !CORE_TAG.test(tag)) throw new YamlProblem('F007', { reason: 'yaml-tag', tag });
}

function writeScalar(sink: RecordSink, value: unknown): void {
  if (typeof value === 'string') writeString(sink.text, value);
  else if (typeof value === 'number') writeFloat(sink, value, false);
  else writeAscii(sink.text, String(value ?? null));
}
