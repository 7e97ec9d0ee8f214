import type { Localized } from '@jatdae/schema';
import { escapeGlob } from '../init/files/glob.js';
import type { Survey } from '../init/files/survey.js';
import type { Decision, ManifestDraft, Note, Place, Proposal } from '../init/proposal.js';
import { said } from '../init/said.js';
import { slug } from '../init/write/names.js';
import type { DescribedFile, Description } from './description.js';
import { createFinder, type FindFiles } from './find-files.js';

/** A description, and which file of the folder it means with each path. */
export interface Imported {
  readonly description: Description;
  readonly files: ReadonlyMap<string, DescribedFile>;
}

/** Files of which each gets a resource of its own, so that its size and hash can be declared. */
const MOST_SEPARATE = 200;

/** The proposal with the description's word before every guess. */
export function mergeDescription(proposal: Proposal, survey: Survey, imported: Imported): Proposal {
  const { description } = imported;
  const find = createFinder(survey.tree);
  const dataset = mergeDataset(proposal, description);
  const resources = mergeResources(proposal, survey, imported, find);
  const others = proposal.notes.filter(
    ({ at: [part, key] }) => part !== 'resources' && !(part === 'dataset' && dataset.told.has(String(key))),
  );
  return {
    ...proposal,
    origin: said(
      '{file}(설명)과 데이터를 보고 jatdae import가 쓴 초안입니다. 줄마다 설명에서 왔는지, 데이터에서 짐작했는지 적었습니다.',
      'A draft that jatdae import wrote from {file} and the data. Each line says what comes from the description and what is a guess from the data.',
      { file: description.file },
    ),
    manifest: { ...proposal.manifest, dataset: dataset.draft, resources: resources.drafts },
    notes: [...others, ...dataset.notes, ...resources.notes],
    decisions: proposal.decisions.map(
      (decision): Decision => (decision.id === 'title' && description.title !== null ? { ...decision, settled: true } : decision),
    ),
    warnings: [...absentFiles(imported, find), ...description.warnings, ...dataset.warnings, ...proposal.warnings],
  };
}

const FROM = said('설명에서', 'from the description');

interface MergedDataset {
  readonly draft: ManifestDraft;
  readonly notes: readonly Note[];
  readonly warnings: readonly Localized[];
  readonly told: ReadonlySet<string>;
}

function mergeDataset({ manifest }: Proposal, { name, title, version, license, languages }: Description): MergedDataset {
  const guessed = manifest.dataset as ManifestDraft;
  const tags = [...new Set(languages)].filter((tag) => /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/u.test(tag));
  const number = version === null ? null : semantic(version);
  const told: ManifestDraft = {
    ...(name === null ? {} : { name: slug(name) }),
    ...(title === null && name === null ? {} : { title: title ?? name }),
    ...(number === null ? {} : { version: number }),
    ...(tags.length === 0 ? {} : { languages: tags }),
    ...(license === null ? {} : { license }),
  };
  const { license: _, ...first } = told;
  return {
    draft: { ...guessed, ...first, ...(license === null ? {} : { license }) },
    notes: Object.keys(told).map((key) => ({ at: ['dataset', key], text: FROM })),
    warnings: [
      ...(version === null || number !== null
        ? []
        : [
            said(
              "설명의 버전 '{version}'은 세 수를 점으로 이은 꼴이 아니라 1.0.0으로 적었습니다.",
              "The description's version '{version}' is not three numbers with dots; 1.0.0 stands in its place.",
              { version },
            ),
          ]),
      ...(license === null
        ? [
            said(
              '설명에서 SPDX 이름의 라이선스를 찾지 못해 dataset.license를 적지 않았습니다.',
              'No license with a name of SPDX was found in the description, so dataset.license is left out.',
            ),
          ]
        : []),
    ],
    told: new Set(Object.keys(told)),
  };
}

/** `1.0` and `v2` with the numbers that they lack; null for what is no version by numbers. */
function semantic(version: string): string | null {
  const plain = version.trim().replace(/^v/iu, '');
  if (/^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/u.test(plain)) return plain;
  const numbers = /^(\d{1,9})(?:\.(\d{1,9}))?$/u.exec(plain);
  return numbers === null ? null : `${Number(numbers[1])}.${Number(numbers[2] ?? 0)}.0`;
}

interface MergedResources {
  readonly drafts: readonly ManifestDraft[];
  readonly notes: readonly Note[];
}

function mergeResources({ manifest, notes }: Proposal, survey: Survey, { files }: Imported, find: FindFiles): MergedResources {
  const drafts: ManifestDraft[] = [];
  const merged: Note[] = [];
  for (const [k, resource] of (manifest.resources as readonly ManifestDraft[]).entries()) {
    const paths = find(String(resource.path));
    const own = notes.filter(({ at }) => at[0] === 'resources' && at[1] === k);
    const isSeparate = paths.length <= MOST_SEPARATE && paths.some((path) => hasFacts(files.get(path)));
    for (const path of isSeparate ? paths : [null]) {
      const at = drafts.length;
      const file = files.get(path ?? paths[0] ?? '');
      const one = file === undefined ? { draft: resource, notes: [] } : described(resource, file, path, columnsOf(survey, paths));
      drafts.push(one.draft);
      const said = new Set(one.notes.map(({ at: place }) => place.join('/')));
      merged.push(
        ...own.flatMap(({ at: place, text }) => {
          const rest = place.slice(2);
          return said.has(rest.join('/')) ? [] : [{ at: ['resources', at, ...rest], text }];
        }),
        ...one.notes.map(({ at: rest, text }) => ({ at: ['resources', at, ...rest], text })),
      );
    }
  }
  return { drafts, notes: merged };
}

const hasFacts = (file: DescribedFile | undefined): boolean =>
  file !== undefined && (file.bytes !== null || file.sha256 !== null);

const columnsOf = ({ files }: Survey, paths: readonly string[]): ReadonlySet<string> =>
  new Set(files.filter(({ path }) => paths.includes(path)).flatMap(({ sample }) => Object.keys(sample[0] ?? {})));

/** Parts of an item that a description may call by their names. */
const CALLED = ['id', 'context', 'question', 'choices', 'answer', 'explanation', 'category', 'difficulty'] as const;

/** A resource with what the description says of its file, keys in the order in which they are read. */
function described(
  resource: ManifestDraft,
  file: DescribedFile,
  path: string | null,
  columns: ReadonlySet<string>,
): { readonly draft: ManifestDraft; readonly notes: readonly { readonly at: Place; readonly text: Localized }[] } {
  const { as, key, called, bytes, sha256 } = file;
  const { path: glob, fields: guessed, encoding, csv, ...rest } = resource;
  const fields: Record<string, unknown> = { ...(guessed as object) };
  const notes: { readonly at: Place; readonly text: Localized }[] = [];
  const top = (name: string): boolean => columns.has(name.split('.')[0] ?? '') || columns.has(name);
  for (const role of CALLED) {
    const column = called.get(role);
    if (column === undefined || !top(column)) continue;
    const known = fields[role];
    // How answers are written is not the description's to say.
    fields[role] = typeof known === 'object' && known !== null && 'field' in known ? { ...known, field: column } : column;
    notes.push({ at: ['fields', role], text: said("설명이 '{role}'라 부른다", "called '{role}' by the description", { role }) });
  }
  if (key !== null && top(key) && !called.has('id')) {
    fields.id = key;
    notes.push({ at: ['fields', 'id'], text: said('설명의 키', 'the key that the description names') });
  }
  const told = as.csv ?? {};
  const table = { ...(csv as object | undefined), ...told };
  const draft = {
    path: path === null ? glob : escapeGlob(path),
    ...(as.format === undefined ? {} : { format: as.format }),
    ...(as.encoding === undefined ? (encoding === undefined ? {} : { encoding }) : { encoding: as.encoding }),
    ...(Object.keys(table).length === 0 ? {} : { csv: table }),
    ...rest,
    fields,
    ...(path === null || bytes === null ? {} : { bytes }),
    ...(path === null || sha256 === null ? {} : { sha256 }),
  };
  const from = [
    ...(as.format === undefined ? [] : ['format']),
    ...(as.encoding === undefined ? [] : ['encoding']),
    ...(Object.keys(told).length === 0 && as.columns === undefined ? [] : ['csv']),
    ...(path === null || bytes === null ? [] : ['bytes']),
    ...(path === null || sha256 === null ? [] : ['sha256']),
  ];
  return { draft, notes: [...notes, ...from.map((name) => ({ at: [name], text: FROM }))] };
}

/** What the description names and the folder does not have. */
export function absentFiles({ description, files }: Imported, find: FindFiles): Localized[] {
  const isThere = (glob: string): boolean => find(glob).length > 0;
  const named = new Set(files.values());
  const remote = description.remote.filter(({ globs }) => !globs.some(isThere));
  const missing = description.files.filter((file) => !file.isRemote && !named.has(file) && !isThere(file.glob));
  return [
    ...remote.map(({ address }) =>
      said(
        '{address}: 주소에 있는 파일은 내려받지 않았습니다. 설명이 놓인 폴더에 내려받은 뒤 다시 실행하십시오.',
        '{address}: a file at an address is not fetched. Download it into the folder of the description and run import again.',
        { address },
      ),
    ),
    ...missing.map(({ glob }) =>
      said('{glob}: 설명에 있으나 폴더에 없습니다.', '{glob}: named by the description, but not in the folder.', { glob }),
    ),
  ];
}
