import type { ItemType, Localized, Profile } from '@jatdae/schema';
import type { SampledFile } from '../files/sample.js';
import type { Survey } from '../files/survey.js';
import type { LanguageGuess, MediaGuess } from '../guess/data-set.js';
import { mediaKindOf } from '../guess/data-set.js';
import type { ResourceGuess } from '../guess/resources.js';
import { isMost, type Side, sideOf, type WordCounts } from '../guess/sides.js';
import type { Decision, ManifestDraft, Note, Picks, Place } from '../proposal.js';
import { said } from '../said.js';
import type { DescribedGroup } from './described.js';
import { fieldEvidence } from './evidence.js';
import { nameOfGuess } from './group.js';
import { slug } from './names.js';
import { isWithheld } from './withheld.js';

interface Known {
  readonly survey: Survey;
  readonly described: readonly DescribedGroup[];
  readonly media: MediaGuess | null;
  readonly languages: LanguageGuess;
  readonly counts: WordCounts;
  readonly profile: Profile;
  readonly picks: Picks;
}

export interface Draft {
  readonly manifest: ManifestDraft;
  readonly notes: readonly Note[];
  readonly decisions: readonly Decision[];
  readonly warnings: readonly Localized[];
}

/** Puts the manifest together, keys in the order in which it is read. */
export function draftManifest(known: Known): Draft {
  const { survey, described, media, profile } = known;
  const dataset = draftDataset(known);
  const subMetrics = draftSubMetrics(described);
  const notes: Note[] = [...dataset.notes];
  const resources = described.flatMap((one) => one.resources.map((resource) => ({ one, resource })));
  const written = survey.labels === null ? resources : resources.slice(0, 1);
  const drafts = written.map(({ one, resource }, k) =>
    draftResource(one, resource, ['resources', k], known, subMetrics.types, notes),
  );
  notes.push({
    at: ['subMetrics'],
    text: said(
      '하위 측정 항목 {count}개. 공고는 10개 이상, 항목마다 서로 다른 문항 1,000개 이상을 요구한다',
      '{count} sub-metrics. The notice asks for at least 10, with 1,000 different items each',
      { count: subMetrics.drafts.length },
    ),
  });
  if (media !== null)
    notes.push({
      at: ['media'],
      text: said(
        '본 참조 {references}개 가운데 {found}개의 파일이 이 폴더 아래에 있다',
        '{found} of {references} references seen are files below this folder',
        { ...media },
      ),
    });
  return {
    manifest: {
      jatdae: 1,
      profile: profile.name,
      dataset: dataset.draft,
      ...(media === null ? {} : { media: { root: media.root } }),
      subMetrics: subMetrics.drafts,
      resources: drafts,
    },
    notes,
    decisions: dataset.decisions,
    warnings: warningsOf(known, subMetrics.drafts.length),
  };
}

function draftDataset({ survey, described, media, languages, counts, profile, picks }: Known): {
  readonly draft: object;
  readonly notes: Note[];
  readonly decisions: Decision[];
} {
  const title = picks.get('title') ?? survey.name.normalize('NFC');
  const areas = profile.areas ?? [];
  const benchmark = areas.find(({ benchmark: is }) => is === true) ?? areas[0];
  const area = areas.find(({ number }) => String(number) === picks.get('area')) ?? benchmark;
  const decisions: Decision[] = [
    {
      id: 'title',
      question: said('데이터의 이름(제목)은 무엇입니까?', 'What is the data set called?'),
      options: [],
      chosen: title,
    },
    {
      id: 'area',
      question: said('공고의 어느 분야에 낸 데이터입니까?', 'Which area of the notice is it for?'),
      options: areas.map(({ number, topic }) => ({
        value: String(number),
        label: said('{number}. {topic}', '{number}. {topic}', { number, topic }),
      })),
      chosen: String(area?.number ?? 1),
    },
  ];
  const withheld = isWithheld(described, counts);
  const repeats = described.some(({ item }) => item.idsRepeat);
  const kinds = survey.labels === null ? (media?.kinds ?? []) : sourceKinds(survey);
  const share = languages.languages
    .map((language, k) => `${language} ${Math.round(100 * (languages.shares[k] ?? 0))}%`)
    .join(', ');
  return {
    draft: {
      name: slug(survey.name),
      title,
      version: '1.0.0',
      task: area?.number ?? 1,
      modalities: ['text', ...kinds],
      languages: languages.languages,
      ...(withheld ? { leaderboardAnswers: 'withheld' } : {}),
      ...(repeats ? { idScope: 'resource' } : {}),
    },
    notes: [
      {
        at: ['dataset', 'title'],
        text: said(
          '확인: 폴더 이름에서 따왔다. {ko: …, en: …}로도 쓴다',
          "check: taken from the folder's name; {ko: …, en: …} says it in both languages",
        ),
      },
      { at: ['dataset', 'version'], text: said('확인', 'check') },
      {
        at: ['dataset', 'task'],
        text: said('확인: 공고의 연번 {number}, {topic}', 'check: area {number} of the notice, {topic}', {
          number: area?.number,
          topic: area?.topic,
        }),
      },
      {
        at: ['dataset', 'languages'],
        text: said('질문의 글자로 보아 {share}(질문 {questions}개)', 'by the script of {questions} questions: {share}', {
          share,
          questions: languages.questions,
        }),
      },
      ...(withheld
        ? [
            {
              at: ['dataset', 'leaderboardAnswers'],
              text: said('리더보드 문항에 정답이 없다', 'leaderboard items have no answers'),
            },
          ]
        : []),
      ...(repeats
        ? [{ at: ['dataset', 'idScope'], text: said('같은 id가 여러 파일에 나온다', 'ids occur in several files') }]
        : []),
    ],
    decisions,
  };
}

const sourceKinds = ({ media }: Survey): string[] => [...new Set(media.flatMap(({ path }) => mediaKindOf(path) ?? []))].sort();

interface SubMetrics {
  readonly drafts: readonly object[];
  readonly types: ReadonlyMap<string, ItemType>;
}

/** Each once; of an id in several groups the first says its type. */
function draftSubMetrics(described: readonly DescribedGroup[]): SubMetrics {
  const types = new Map<string, ItemType>();
  const drafts: object[] = [];
  for (const { ids, items } of described) {
    for (const id of ids) {
      if (types.has(id)) continue;
      types.set(id, items.type);
      const { metric, labels } = items;
      drafts.push({
        id,
        ...(metric === null ? {} : { metric }),
        itemType: items.type,
        ...(labels === null || labels.length < 2 ? {} : { labels }),
      });
    }
  }
  return { drafts, types };
}

function draftResource(
  one: DescribedGroup,
  resource: ResourceGuess,
  at: Place,
  { survey, counts }: Known,
  types: ReadonlyMap<string, ItemType>,
  notes: Note[],
): object {
  const { group, items, subMetric } = one;
  const [first] = group.files as readonly [SampledFile, ...SampledFile[]];
  const note = (key: string, text: Localized): void => void notes.push({ at: [...at, key], text });
  notes.push({ at, text: filesEvidence(group.files, resource) });
  note('subMetric', nameOfGuess(subMetric));
  note('split', splitEvidence(resource, counts, survey.labels !== null));
  items.lines.forEach(({ key, why }) => {
    if (why !== null) notes.push({ at: [...at, 'fields', key], text: why });
  });
  const encodings = new Set(group.files.filter(({ path }) => resource.paths.includes(path)).map(({ encoding }) => encoding));
  const [encoding] = encodings;
  const overrides = one.ids.some((id) => types.get(id) !== items.type);
  return {
    ...(survey.labels === null ? { path: resource.glob } : { layout: 'aihub' }),
    ...(first.at === null ? {} : { at: first.at }),
    ...(encodings.size === 1 && encoding !== undefined && encoding !== 'utf-8' ? { encoding } : {}),
    ...(first.columns === null ? {} : { csv: { header: false, columns: first.columns } }),
    subMetric: resource.subMetric,
    split: draftSplit(resource, counts, survey.labels !== null),
    ...(overrides ? { itemType: items.type } : {}),
    schema: one.schemaPath,
    fields: Object.fromEntries(items.lines.map(({ key, value }) => [key, value])),
  };
}

function draftSplit({ split }: ResourceGuess, counts: WordCounts, isLayout: boolean): object {
  if (split.kind === 'field') {
    const { field, values } = split.found;
    return {
      field: field.path,
      values: Object.fromEntries([...values].map(([value, word]): [string, Side] => [value, sideOf(word, counts)])),
    };
  }
  return isLayout ? { layout: { training: 'public', validation: 'leaderboard' } } : { value: split.side };
}

function filesEvidence(files: readonly SampledFile[], { paths }: ResourceGuess): Localized {
  const own = files.filter(({ path }) => paths.includes(path));
  const records = own.reduce((sum, file) => sum + file.records, 0);
  const whole = own.length === paths.length && own.every((file) => file.whole);
  const data = { files: paths.length, records, format: own[0]?.format };
  return whole
    ? said('파일 {files}개, {format}, 레코드 {records}건', '{files} files, {format}, {records} records', data)
    : said(
        '파일 {files}개, {format}, 그 가운데 일부의 레코드 {records}건을 보았다',
        '{files} files, {format}, of which {records} records were seen',
        data,
      );
}

function splitEvidence({ split }: ResourceGuess, counts: WordCounts, isLayout: boolean): Localized {
  if (isLayout) return said('확인: Validation을 리더보드로 보았다', 'check: Validation is taken for the leaderboard');
  if (split.kind === 'field') return fieldEvidence(split.found.field, split.found.field.present);
  if (split.word === null)
    return said('확인: 이름에 분할이 없어 공개로 보았다', 'check: no name tells the split, so it is taken for public');
  const words = [...counts.keys()].sort().join(', ');
  if (split.word === 'test' && split.side === 'public')
    return isMost('test', counts)
      ? said(
          '확인: 이름은 test이지만 데이터의 대부분이라 공개로 보았다(데이터에 있는 것: {words})',
          "check: 'test' by its name, but most of the data, so it is taken for public (the data has: {words})",
          { words },
        )
      : said(
          '확인: 이름은 test이지만 다른 부분이 없어 공개로 보았다',
          "check: 'test' by its name, but there is no other part, so it is taken for public",
        );
  return said('이름의 {word}에서(데이터에 있는 것: {words})', "by '{word}' in the name (the data has: {words})", {
    word: split.word,
    words,
  });
}

function warningsOf({ described }: Known, subMetrics: number): Localized[] {
  const sides = new Set(
    described.flatMap(({ resources }) =>
      resources.flatMap(({ split }) => (split.kind === 'side' ? [split.side] : ['public', 'leaderboard'])),
    ),
  );
  const warnings: Localized[] = [];
  if (!sides.has('leaderboard'))
    warnings.push(
      said(
        '리더보드로 볼 부분이 없어 모두 공개로 적었습니다. 공고는 10%를 따로 두도록 합니다(H001).',
        'Nothing looks kept apart for a leaderboard, so all is public. The notice asks for 10 % (H001).',
      ),
    );
  for (const { name, resources } of described)
    for (const { split } of resources.slice(0, 1))
      if (split.kind === 'field' && split.found.others.length > 0)
        warnings.push(
          said(
            "{name}: 필드 '{path}'의 값 {others}는 분할을 알 수 없습니다. split의 values에 더하십시오(I009).",
            "{name}: the value {others} of the field '{path}' tells no split. Add it to the values of split (I009).",
            { name, path: split.found.field.path, others: split.found.others },
          ),
        );
  if (subMetrics < 10)
    warnings.push(
      said(
        '하위 측정 항목이 {subMetrics}개입니다. 평가 데이터라면 10개 이상이어야 합니다(S001).',
        'There are {subMetrics} sub-metrics. A benchmark needs at least 10 (S001).',
        { subMetrics },
      ),
    );
  warnings.push(
    said(
      '모델의 실험 결과(experiments)와 컨소시엄(consortium)은 데이터에서 알 수 없어 적지 않았습니다.',
      'Results of models (experiments) and the consortium cannot be told from the data and are left to you.',
    ),
  );
  return warnings;
}
