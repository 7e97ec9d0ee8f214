import { appendJson, childrenOf, Kind, kindOf, Medium, type Tape, textOf } from '@jatdae/kernel';
import type { Plan } from '../plan/plan.js';
import { createNodeList, type NodeList, pushNode } from './columns.js';
import type { FieldFinder } from './mapping.js';
import { createMediaFinder, pairsOf } from './media.js';
import { type FieldPath, pointerStep } from './path.js';
import { parsePythonList } from './python-list.js';

/** The media references of a batch, in record order. */
export interface MediaReferences {
  readonly list: NodeList;
  clear(): void;
  /** Adds those of a record: texts, lists of texts, cells that hold a list; without any, what a layout implies. */
  collect(tape: Tape, finder: FieldFinder, file: number): void;
  /** The file that each leads to (`ItemBatch.mediaFile`); call it when all records are collected. */
  resolve(tape: Tape, file: number): Int32Array;
  pointer(k: number): string;
}

/** Where a reference stands: which of the mapping's media fields, and which element of the list that it holds (-1: none). */
interface Origin {
  /** -1: nowhere in the record, the layout implies it */
  readonly path: number;
  readonly element: number;
  /** the file, where it is known without looking for it */
  readonly medium?: number;
}

export function createMediaReferences(plan: Plan, resourceIndex: number, paths: readonly FieldPath[]): MediaReferences {
  const list = createNodeList();
  const origins: Origin[] = [];
  const find = createMediaFinder(plan, resourceIndex);
  const pairs = pairsOf(plan.resources[resourceIndex]);
  let files = new Int32Array(list.nodes.length);

  function push(node: number, origin: Origin): void {
    pushNode(list, node);
    origins.push(origin);
  }

  /** An item without a picture holds null in its list. */
  function pushElements(tape: Tape, array: number, path: number, isList: boolean): void {
    childrenOf(tape, array).forEach((child, k) => {
      if (kindOf(tape, child) !== Kind.Null) push(child, { path, element: isList ? k : -1 });
    });
  }

  function pushText(tape: Tape, node: number, path: number): void {
    const text = textOf(tape, node).trim();
    if (text === '') return;
    const parsed = text.startsWith('[') ? parsePythonList(text) : null;
    if (parsed === null) push(node, { path, element: -1 });
    else pushElements(tape, appendJson(tape, JSON.stringify(parsed)), path, false);
  }

  /** An item of a layout that names no medium is about the file that bears its label's name. */
  function pushPairs(tape: Tape, media: readonly number[], file: number): void {
    const label = plan.files[file]?.path ?? '';
    const missing = label.slice(label.lastIndexOf('/') + 1).replace(/\.[^.]*$/u, '.*');
    for (const medium of media.length === 0 ? [Medium.Missing] : media) {
      const text = plan.media.files[medium]?.path ?? missing;
      push(appendJson(tape, JSON.stringify(text)), { path: -1, element: -1, medium });
    }
  }

  return {
    list,
    clear() {
      list.length = 0;
      origins.length = 0;
    },
    collect(tape, finder, file) {
      const before = list.length;
      paths.forEach((path, p) => {
        const node = finder.node(path);
        if (node < 0) return;
        if (kindOf(tape, node) === Kind.Array) pushElements(tape, node, p, true);
        else if (kindOf(tape, node) === Kind.String) pushText(tape, node, p);
      });
      if (pairs !== null && list.length === before) pushPairs(tape, pairs.get(file) ?? [], file);
    },
    resolve(tape, file) {
      if (files.length < list.length) files = new Int32Array(list.nodes.length);
      for (let k = 0; k < list.length; k++) files[k] = origins[k]?.medium ?? find(tape, list.nodes[k] as number, file);
      return files;
    },
    pointer(k) {
      const { path, element } = origins[k] ?? { path: -1, element: -1 };
      return `${paths[path]?.pointer ?? ''}${element < 0 ? '' : pointerStep(element)}`;
    },
  };
}
