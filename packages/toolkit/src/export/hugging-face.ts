import type { ItemType, Localized } from '@jatdae/schema';
import { parse, stringify } from 'yaml';
import { subMetricDescription, subMetricTitle, titleOf } from './about.js';
import { type Column, columnsOf, recordOf } from './columns.js';
import { parquetFiles } from './files/parquet.js';
import { HUB_LICENSES } from './hub-licenses.js';
import type { WrittenPart } from './part.js';
import { differing } from './same.js';
import type { Judge, Source, Target, Written } from './target.js';

const CARD = 'README.md';

/**
 * A dataset repository of the Hugging Face Hub: a card with front matter, a Parquet file for each sub-metric and split, a configuration for
 * each sub-metric, and one for all of them. (Hub documentation, "Manual Configuration" and the dataset card's specification.)
 */
export function huggingFaceTarget(source: Source): Target {
  const { canary } = source.manifest.dataset;
  const columns = columnsOf(canary);
  return {
    files: parquetFiles(columns),
    apart: () => ({}),
    withMedia: true,
    refuse: () => null,
    record: (item) => recordOf(item, canary),
    pathOf: ({ stem, side }) => `data/${stem}/${side}-00000-of-00001.parquet`,
    documents: (written) => new Map([[CARD, card(source, columns, written)]]),
    notes: () => (source.manifest.dataset.license === undefined ? [NO_LICENSE] : []),
    judge: (read, written) => judge(read, written, columns, canary),
  };
}

const NO_LICENSE: Localized = {
  ko: `매니페스트에 dataset.license가 없어 ${CARD}에 license: unknown으로 적었습니다.`,
  en: `The manifest has no dataset.license, so ${CARD} says license: unknown.`,
};

function card(source: Source, columns: readonly Column[], written: Written): string {
  const front = stringify(frontMatter(source, columns, written), { lineWidth: 0, aliasDuplicateObjects: false });
  return `---\n${front}---\n\n${cardText(source, columns, written)}`;
}

function frontMatter({ manifest, language }: Source, columns: readonly Column[], { parts }: Written): object {
  const { dataset, subMetrics } = manifest;
  const records = parts.reduce((sum, part) => sum + part.records, 0);
  const features = columns.map(featureOf);
  return {
    pretty_name: titleOf(manifest, language),
    language: dataset.languages,
    ...licenseOf(dataset.license),
    size_categories: [sizeCategory(records)],
    task_categories: [...new Set(subMetrics.map(({ itemType }) => TASK_CATEGORIES[itemType]))].sort(),
    tags: ['benchmark', 'evaluation', ...dataset.modalities],
    configs: configsOf(parts).map(({ name, own }) => ({
      config_name: name,
      data_files: sidesOf(own).map(({ side, files }) => ({ split: side, path: files.map(({ path }) => path) })),
      ...(name === ALL ? { default: true } : {}),
    })),
    dataset_info: configsOf(parts).map(({ name, own }) => ({
      config_name: name,
      features,
      splits: sidesOf(own).map(({ side, files }) => ({
        name: side,
        num_examples: files.reduce((sum, file) => sum + file.records, 0),
      })),
      download_size: own.reduce((sum, { bytes }) => sum + bytes, 0),
    })),
  };
}

const ALL = 'default';

interface Config {
  readonly name: string;
  readonly own: readonly WrittenPart[];
}

function configsOf(parts: readonly WrittenPart[]): Config[] {
  const stems = [...new Set(parts.map(({ stem }) => stem))];
  const single = stems.map((stem) => ({
    name: stem === ALL ? `${ALL}_` : stem,
    own: parts.filter((part) => part.stem === stem),
  }));
  return [{ name: ALL, own: parts }, ...single];
}

function sidesOf(own: readonly WrittenPart[]): { readonly side: WrittenPart['side']; readonly files: readonly WrittenPart[] }[] {
  return (['public', 'leaderboard'] as const)
    .map((side) => ({ side, files: own.filter((part) => part.side === side) }))
    .filter(({ files }) => files.length > 0);
}

const featureOf = ({ name, kind }: Column): object => {
  if (kind === 'text') return { name, dtype: 'string' };
  if (kind === 'texts') return { name, list: 'string' };
  if (kind === 'numbers') return { name, list: 'int32' };
  return {
    name,
    list: [
      { name: 'role', dtype: 'string' },
      { name: 'content', dtype: 'string' },
    ],
  };
};

/** Of the Hub's list of tasks. */
const TASK_CATEGORIES: Readonly<Record<ItemType, string>> = {
  'multiple-choice': 'multiple-choice',
  'multiple-answer': 'multiple-choice',
  'short-answer': 'question-answering',
  generation: 'text-generation',
  dialogue: 'text-generation',
  classification: 'text-classification',
  distribution: 'multiple-choice',
  pairwise: 'text-ranking',
};

/** The Hub's own steps of size. */
function sizeCategory(records: number): string {
  const steps = ['1K', '10K', '100K', '1M', '10M', '100M', '1B'];
  const at = steps.findIndex((_, k) => records < 1000 * 10 ** k);
  if (at < 0) return 'n>1B';
  return at === 0 ? 'n<1K' : `${steps[at - 1]}<n<${steps[at]}`;
}

function licenseOf(license: string | undefined): object {
  if (license === undefined) return { license: 'unknown' };
  const id = license.toLowerCase();
  if (HUB_LICENSES.has(id)) return { license: id };
  return { license: 'other', license_name: id.replace(/^licenseref-/u, '') };
}

function cardText({ manifest, language }: Source, columns: readonly Column[], { parts }: Written): string {
  const { dataset } = manifest;
  const ko = language === 'ko';
  const heads = ko ? ['하위 측정 항목', '분할', '문항'] : ['Sub-metric', 'Split', 'Items'];
  const fields = ko ? ['필드', '내용'] : ['Field', 'Content'];
  const descriptions = [...new Set(parts.map(({ subMetric }) => subMetric))].flatMap((id) => {
    const text = subMetricDescription(manifest, id, language);
    return text === null ? [] : [`- **${cell(subMetricTitle(manifest, id, language))}**: ${text}`];
  });
  return [
    `# ${titleOf(manifest, language)}`,
    `${ko ? '판' : 'Version'} ${dataset.version}`,
    table(
      heads,
      parts.map(({ subMetric, side, records }) => [subMetricTitle(manifest, subMetric, language), side, String(records)]),
    ),
    ...(descriptions.length === 0 ? [] : [descriptions.join('\n')]),
    table(
      fields,
      columns.map(({ name, about }) => [`\`${name}\``, about[language]]),
    ),
    ...(dataset.canary === undefined
      ? []
      : [
          ko
            ? `이 데이터는 학습에 쓰지 마십시오. 표지: \`${dataset.canary}\``
            : `Do not train on this data. Canary: \`${dataset.canary}\``,
        ]),
    '',
  ].join('\n\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/gu, ' ');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(' | ')} |`).join('\n');

interface ReadCard {
  readonly configs: readonly {
    readonly config_name: string;
    readonly data_files: readonly { readonly split: string; readonly path: readonly string[] }[];
  }[];
  readonly dataset_info: readonly {
    readonly config_name: string;
    readonly features: unknown;
    readonly splits: readonly { readonly name: string; readonly num_examples: number }[];
  }[];
}

/** Each configuration has to lead to files that are there, with as many rows as it says. */
async function judge(
  read: (path: string) => Promise<string>,
  { parts }: Written,
  columns: readonly Column[],
  canary: string | undefined,
): Promise<Judge> {
  const [, front = ''] = (await read(CARD)).split(/^---$/mu);
  const { configs, dataset_info: infos } = parse(front) as ReadCard;
  const named = configs.flatMap(({ config_name, data_files }) =>
    config_name === ALL ? data_files.flatMap(({ path }) => path) : [],
  );
  if (
    named.toSorted().join() !==
    parts
      .map(({ path }) => path)
      .toSorted()
      .join()
  )
    throw new Error(`${CARD}: ${ALL}`);
  for (const { config_name: name, data_files: files } of configs) {
    const info = infos.find(({ config_name }) => config_name === name);
    if (JSON.stringify(info?.features) !== JSON.stringify(columns.map(featureOf))) throw new Error(`${CARD}: ${name}: features`);
    for (const { split, path } of files) {
      const own = path.map((one) => parts.find((part) => part.path === one && part.side === split)?.records ?? Number.NaN);
      const count = info?.splits.find((one) => one.name === split)?.num_examples;
      if (own.reduce((sum, records) => sum + records, 0) !== count) throw new Error(`${CARD}: ${name}: ${split}`);
    }
  }
  return (record, item) => differing(record, recordOf(item, canary));
}
