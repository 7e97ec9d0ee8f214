import type { Language, Localized } from '@jatdae/schema';
import { subMetricDescription, subMetricTitle, titleOf } from './about.js';
import { type Column, columnsOf, recordOf } from './columns.js';
import { CROISSANT_CONTEXT } from './croissant-context.js';
import { parquetFiles } from './files/parquet.js';
import type { WrittenPart } from './part.js';
import { differing } from './same.js';
import type { Judge, Source, Target, Written, WrittenMedium } from './target.js';

const FILE = 'croissant.json';

/**
 * Croissant 1.1 (mlcommons.org/croissant/1.1) with what the manifest knows of Croissant RAI 1.0: JSON-LD beside Parquet files, a record set for
 * each sub-metric and split.
 */
export function croissantTarget(source: Source): Target {
  const { canary } = source.manifest.dataset;
  const columns = columnsOf(canary);
  return {
    files: parquetFiles(columns),
    apart: () => ({}),
    withMedia: true,
    refuse: () => null,
    record: (item) => recordOf(item, canary),
    pathOf: ({ stem, side }) => `data/${stem}.${side}.parquet`,
    documents: (written) => new Map([[FILE, `${JSON.stringify(descriptionOf(source, columns, written), null, 2)}\n`]]),
    notes: () => notesOf(source),
    judge: (read, written) => judge(read, written, columns, canary),
  };
}

function descriptionOf(source: Source, columns: readonly Column[], { parts, media }: Written): object {
  const { manifest, language, url } = source;
  const { dataset, consortium } = manifest;
  const creators = (consortium?.members ?? []).filter(({ role }) => role !== 'demand');
  return {
    '@context': { '@language': language, ...CROISSANT_CONTEXT },
    '@type': 'sc:Dataset',
    conformsTo: ['http://mlcommons.org/croissant/1.1', 'http://mlcommons.org/croissant/RAI/1.0'],
    name: dataset.name,
    alternateName: titleOf(manifest, language),
    description: describe(source, parts),
    version: dataset.version,
    ...(dataset.license === undefined ? {} : { license: licenseOf(dataset.license) }),
    ...(url === undefined ? {} : { url }),
    ...(creators.length === 0 ? {} : { creator: creators.map(({ name }) => ({ '@type': 'sc:Organization', name })) }),
    ...(consortium?.deliveryDate === undefined ? {} : { datePublished: consortium.deliveryDate }),
    inLanguage: dataset.languages,
    keywords: ['benchmark', 'evaluation', ...dataset.modalities],
    isLiveDataset: false,
    ...responsible(source),
    distribution: [
      ...parts.map((part) => fileObject(part, 'application/x-parquet')),
      ...media.map((one) => fileObject(one, mediaType(one))),
    ],
    recordSet: [splitsOf(parts), ...parts.map((part) => recordSet(source, columns, part))],
  };
}

function describe({ manifest, language }: Source, parts: readonly WrittenPart[]): string {
  const names = [...new Set(parts.map(({ subMetric }) => subMetric))].map((id) => subMetricTitle(manifest, id, language));
  const title = titleOf(manifest, language);
  return language === 'ko'
    ? `${title}. 하위 측정 항목 ${names.length}개: ${names.join(', ')}.`
    : `${title}. Sub-metrics (${names.length}): ${names.join(', ')}.`;
}

/** Croissant recommends addresses of licenses, such as those of SPDX. */
const licenseOf = (license: string): string =>
  /^[A-Za-z0-9.+-]+$/u.test(license) && !license.startsWith('LicenseRef-') ? `https://spdx.org/licenses/${license}` : license;

const HEALTH: Readonly<Record<'none' | 'exempt' | 'irb-required', Localized>> = {
  none: { ko: '보건·의료 데이터가 없음', en: 'no health data' },
  exempt: {
    ko: '보건·의료 데이터가 있으며 기관생명윤리위원회 심의 면제',
    en: 'health data, exempt from review by an institutional review board',
  },
  'irb-required': {
    ko: '보건·의료 데이터가 있으며 기관생명윤리위원회 심의 대상',
    en: 'health data, subject to review by an institutional review board',
  },
};

/** What the manifest knows of Croissant RAI 1.0 and of the conditions of use; nothing is made up. */
function responsible({ manifest: { dataset }, language }: Source): object {
  const { canary, healthData, redistributableAbroad } = dataset;
  const uses: Record<Language, string> = {
    ko: `시험: 인공지능 모델의 평가. 학습에는 쓰지 않음${canary === undefined ? '' : ` (표지 ${canary})`}`,
    en: `Testing: evaluation of AI models. Not for training${canary === undefined ? '' : ` (canary ${canary})`}`,
  };
  return {
    'rai:dataUseCases': [uses[language]],
    ...(healthData === undefined ? {} : { 'rai:personalSensitiveInformation': [HEALTH[healthData][language]] }),
    ...(redistributableAbroad === undefined
      ? {}
      : { conditionsOfAccess: (redistributableAbroad ? ABROAD.yes : ABROAD.no)[language] }),
  };
}

const ABROAD = {
  yes: { ko: '국외에 재배포할 수 있음', en: 'may be redistributed outside Korea' },
  no: { ko: '국외에 재배포할 수 없음', en: 'may not be redistributed outside Korea' },
} as const;

const fileObject = ({ path, bytes, sha256 }: WrittenPart | WrittenMedium, encodingFormat: string): object => ({
  '@type': 'cr:FileObject',
  '@id': path,
  name: path.slice(path.lastIndexOf('/') + 1),
  contentUrl: path,
  contentSize: `${bytes} B`,
  encodingFormat,
  sha256,
});

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
  webm: 'video/webm',
};

const mediaType = ({ path }: WrittenMedium): string =>
  MEDIA_TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';

/** Both splits are for testing; the leaderboard's is the one that is kept apart. */
const splitsOf = (parts: readonly WrittenPart[]): object => ({
  '@type': 'cr:RecordSet',
  '@id': 'splits',
  name: 'splits',
  dataType: 'cr:Split',
  key: { '@id': 'splits/name' },
  field: [
    { '@type': 'cr:Field', '@id': 'splits/name', name: 'name', dataType: 'sc:Text' },
    { '@type': 'cr:Field', '@id': 'splits/url', name: 'url', dataType: ['sc:URL', 'cr:Split'] },
  ],
  data: [...new Set(parts.map(({ side }) => side))].sort().map((side) => ({ 'splits/name': side, 'splits/url': 'cr:TestSplit' })),
});

function recordSet({ manifest, language }: Source, columns: readonly Column[], part: WrittenPart): object {
  const id = recordSetId(part);
  const description = subMetricDescription(manifest, part.subMetric, language);
  return {
    '@type': 'cr:RecordSet',
    '@id': id,
    name: `${subMetricTitle(manifest, part.subMetric, language)} (${part.side})`,
    ...(description === null ? {} : { description }),
    key: { '@id': `${id}/id` },
    field: columns.map((column) => fieldOf(column, id, part, language)),
  };
}

const recordSetId = ({ key, side }: WrittenPart): string => `${key}-${side}`;

function fieldOf({ name, kind, about }: Column, recordSetName: string, { path }: WrittenPart, language: Language): object {
  const id = `${recordSetName}/${name}`;
  const source = { fileObject: { '@id': path }, extract: { column: name } };
  const field = { '@type': 'cr:Field', '@id': id, name, description: about[language] };
  if (kind === 'turns') {
    const part = (member: string): object => ({
      '@type': 'cr:Field',
      '@id': `${id}/${member}`,
      name: member,
      dataType: 'sc:Text',
      source: { ...source, transform: { jsonPath: member } },
    });
    return { ...field, isArray: true, arrayShape: '-1', subField: [part('role'), part('content')] };
  }
  return {
    ...field,
    dataType: kind === 'numbers' ? 'sc:Integer' : 'sc:Text',
    ...(kind === 'text' ? {} : { isArray: true, arrayShape: '-1' }),
    source,
    ...(name === 'split' ? { references: { field: { '@id': 'splits/name' } } } : {}),
  };
}

/** Properties that Croissant 1.1 requires and the manifest does not know. */
function notesOf({ manifest: { dataset, consortium }, url }: Source): Localized[] {
  const missing = [
    ...(url === undefined ? ['url'] : []),
    ...(dataset.license === undefined ? ['license'] : []),
    ...((consortium?.members ?? []).length === 0 ? ['creator'] : []),
    ...(consortium?.deliveryDate === undefined ? ['datePublished'] : []),
  ];
  if (missing.length === 0) return [];
  const names = missing.join(', ');
  return [
    {
      ko: `Croissant 1.1이 요구하는 값 가운데 매니페스트에 없는 것이 있습니다: ${names}. 공개하기 전에 ${FILE}에 적으십시오(url은 --url로도 넣을 수 있습니다).`,
      en: `Croissant 1.1 requires values that the manifest does not have: ${names}. Add them to ${FILE} before publishing (--url gives the url).`,
    },
  ];
}

interface ReadDescription {
  readonly distribution: readonly { readonly contentUrl: string; readonly contentSize: string; readonly sha256: string }[];
  readonly recordSet: readonly {
    readonly '@id': string;
    readonly field: readonly { readonly name: string; readonly source?: { readonly fileObject: { readonly '@id': string } } }[];
  }[];
}

async function judge(
  read: (path: string) => Promise<string>,
  { parts, media }: Written,
  columns: readonly Column[],
  canary: string | undefined,
): Promise<Judge> {
  const { distribution, recordSet: sets } = JSON.parse(await read(FILE)) as ReadDescription;
  const known = new Map(distribution.map((file) => [file.contentUrl, file]));
  for (const { path, bytes, sha256 } of [...parts, ...media]) {
    const file = known.get(path);
    if (file?.sha256 !== sha256 || file.contentSize !== `${bytes} B`) throw new Error(`${FILE}: ${path}`);
  }
  const names = columns.map(({ name }) => name).join();
  for (const part of parts) {
    const fields = sets.find((set) => set['@id'] === recordSetId(part))?.field ?? [];
    const leads = fields.every(({ source }) => source === undefined || source.fileObject['@id'] === part.path);
    if (!leads || fields.map(({ name }) => name).join() !== names) throw new Error(`${FILE}: ${recordSetId(part)}`);
  }
  if (known.size !== parts.length + media.length || sets.length !== parts.length + 1) throw new Error(`${FILE}: ${known.size}`);
  return (record, item) => differing(record, recordOf(item, canary));
}
