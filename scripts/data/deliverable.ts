import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DefectName, fileDefects, type ItemDefect, itemDefects, type Planted } from './defects.js';
import { type Item, itemSchema, subMetricAt } from './item.js';
import { lineWriter } from './line-writer.js';
import { manifestText } from './manifest.js';
import { modelPanel } from './models.js';
import { type ItemPlan, type Position, plannedItems } from './planned.js';
import { randomFrom, seedOf } from './random.js';

export interface DeliverableOptions extends ItemPlan {
  readonly folder: string;
  readonly layout: 'one-file' | 'file-per-sub-metric';
  /** letters that are not ASCII stand as escapes, as Python's json.dumps writes them */
  readonly escaped?: boolean;
  /** number of models with predictions; 0 for none */
  readonly models: number;
  readonly plant: readonly DefectName[];
}

export interface Written {
  readonly items: number;
  /** of the data files */
  readonly bytes: number;
  readonly planted: readonly Planted[];
}

type Spoiler = ItemDefect & { readonly name: DefectName; readonly source: Position };

/** Writes a deliverable piece by piece; memory does not grow with its size. */
export async function writeDeliverable(options: DeliverableOptions): Promise<Written> {
  await mkdir(join(options.folder, 'data'), { recursive: true });
  await mkdir(join(options.folder, 'schemas'), { recursive: true });
  await writeFile(join(options.folder, 'schemas/item.schema.json'), `${JSON.stringify(itemSchema, null, 2)}\n`);

  const planted: Planted[] = [];
  const items = plannedItems(options);
  const spoilers = placeSpoilers(options, items.onLeaderboard);
  const panel = await modelPanel(options.folder, options.models, options.seed);
  const files = dataFiles(options);
  const lineOf = (item: unknown): Buffer =>
    Buffer.from(options.escaped ? escapeLetters(JSON.stringify(item)) : JSON.stringify(item));
  let bytes = 0;
  for (const [index, file] of files.entries()) {
    const path = `data/${file.name}.jsonl`;
    const output = await lineWriter(join(options.folder, path));
    if (index === files.length - 1 && options.plant.includes('bom')) {
      output.raw(Buffer.from([0xef, 0xbb, 0xbf]));
      planted.push({ defect: 'bom', rule: fileDefects.bom.rule, path, line: null, id: null });
    }
    let line = 0;
    for (const position of file.positions()) {
      line++;
      const item = items.make(position);
      const spoiler = spoilers.get(keyOf(position));
      if (spoiler === undefined) {
        await panel.answer(item, position.ordinal);
        await output.line(lineOf(item));
        continue;
      }
      const spoilt = spoiler.spoil(item, items.make(spoiler.source), randomFrom(seedOf(options.seed, line)));
      await output.line(spoilt instanceof Uint8Array ? spoilt : lineOf(spoilt));
      const asked = askedOf(spoilt, item);
      if (asked !== null) await panel.answer(asked, position.ordinal, asked.sub_metric === item.sub_metric);
      planted.push({ defect: spoiler.name, rule: spoiler.rule, path, line, id: item.id });
    }
    bytes += await output.close();
  }
  planted.push(...(await plantFiles(options)));
  const experiments = await panel.close();
  await writeFile(join(options.folder, 'benchmark.yaml'), manifestText({ ...options, experiments }));
  return { items: options.subMetrics * options.itemsPerSubMetric, bytes, planted };
}

/** The same JSON in ASCII alone. */
function escapeLetters(json: string): string {
  return json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The item that models were asked, as it is delivered; null where nothing readable is left of it, or no id of its own. */
function askedOf(spoilt: Item | Uint8Array, { id }: Item): Item | null {
  try {
    const text = spoilt instanceof Uint8Array ? new TextDecoder('utf-8', { fatal: true }).decode(spoilt) : null;
    const item = text === null ? (spoilt as Item) : (JSON.parse(text) as Item);
    return item.id === id ? item : null;
  } catch {
    return null;
  }
}

interface DataFile {
  readonly name: string;
  positions(): Iterable<Position>;
}

function dataFiles({ layout, subMetrics, itemsPerSubMetric }: DeliverableOptions): DataFile[] {
  if (layout === 'one-file') {
    return [
      {
        name: 'items',
        *positions() {
          for (let ordinal = 0; ordinal < itemsPerSubMetric; ordinal++) {
            for (let subMetric = 0; subMetric < subMetrics; subMetric++) yield { subMetric, ordinal };
          }
        },
      },
    ];
  }
  return Array.from({ length: subMetrics }, (_, subMetric) => ({
    name: subMetricAt(subMetric).id,
    *positions() {
      for (let ordinal = 0; ordinal < itemsPerSubMetric; ordinal++) yield { subMetric, ordinal };
    },
  }));
}

function keyOf({ subMetric, ordinal }: Position): string {
  return `${subMetric}:${ordinal}`;
}

/** Chooses an item for each defect, and for the copies an untouched public item that stands before it; no item is used twice. */
function placeSpoilers(options: DeliverableOptions, onLeaderboard: (position: Position) => boolean): Map<string, Spoiler> {
  const random = randomFrom(seedOf(options.seed, 0x706c616e));
  const half = Math.floor(options.itemsPerSubMetric / 2);
  const used = new Set<string>();
  const choose = (subMetric: number, from: number, below: number, side: ItemDefect['side']): Position => {
    for (let attempt = 0; attempt < 100_000; attempt++) {
      const position = { subMetric, ordinal: from + random.below(below) };
      const fits = side === 'any' || onLeaderboard(position) === (side === 'leaderboard');
      if (!fits || used.has(keyOf(position))) continue;
      used.add(keyOf(position));
      return position;
    }
    throw new RangeError('too few items to plant the defects in');
  };
  const spoilers = new Map<string, Spoiler>();
  for (const name of options.plant) {
    if (!isItemDefect(name)) continue;
    const defect: ItemDefect = itemDefects[name];
    const subMetric = random.below(options.subMetrics);
    const source = choose(subMetric, 0, half, 'public');
    const target = choose(subMetric, half, options.itemsPerSubMetric - half, defect.side);
    spoilers.set(keyOf(target), { ...defect, name, source });
  }
  return spoilers;
}

function isItemDefect(name: DefectName): name is keyof typeof itemDefects {
  return name in itemDefects;
}

async function plantFiles(options: DeliverableOptions): Promise<Planted[]> {
  const extra = [
    { defect: 'empty-file', path: 'data/zz-empty.jsonl', text: '' },
    { defect: 'undeclared-file', path: '검수 메모.txt', text: '3차 검수에서 고칠 문항을 적어 둔 메모입니다.\n' },
  ] as const;
  const planted: Planted[] = [];
  for (const { defect, path, text } of extra) {
    if (!options.plant.includes(defect)) continue;
    await writeFile(join(options.folder, path), text);
    planted.push({ defect, rule: fileDefects[defect].rule, path, line: null, id: null });
  }
  return planted;
}
