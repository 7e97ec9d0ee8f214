import type { Language, Localized, Report } from '@jatdae/schema';
import { acceptanceParts } from './acceptance.js';
import { listOf, memberOf } from './statistics.js';
import type { Page } from './style.js';
import { both, clean, displayWidth, formatCount, formatShare, padEnd, wrap } from './text.js';
import { LABELS } from './words.js';

const NAMES_SHOWN = 6;

/** What the items are made of, from the report's statistics; a row is left out where there is nothing to say. */
export function contentRows({ statistics }: Report, language: Language): { readonly title: string; readonly parts: string[] }[] {
  const rows = [
    [TITLES.splits, splits(statistics.splits, language)],
    [TITLES.category, names(statistics.category, language)],
    [TITLES.difficulty, names(statistics.difficulty, language)],
    [TITLES.lengths, lengths(statistics.lengths, language)],
    [TITLES.choices, choices(statistics.choices, language)],
    [TITLES.positions, positions(statistics.answerPositions, language)],
    [TITLES.vocabulary, vocabulary(statistics.vocabulary, language)],
    [TITLES.duplicates, duplicates(statistics.duplicates, memberOf(statistics.nearDuplicates, 'clusters'), language)],
    [TITLES.acceptance, acceptanceParts(statistics.acceptance, language)],
  ] as const;
  return rows.flatMap(([title, parts]) => (parts.length === 0 ? [] : [{ title: title[language], parts }]));
}

/** A line a row, or more where it is long. */
export function renderContents(report: Report, page: Page): string[] {
  const { language, paint } = page;
  const shown = contentRows(report, language);
  if (shown.length === 0) return [];
  const width = shown.reduce((most, { title }) => Math.max(most, displayWidth(title)), 0);
  const lines = shown.flatMap(({ title, parts }) =>
    wrap(parts.join(' · '), page.width - width - 4).map((line, at) => `  ${padEnd(at === 0 ? title : '', width)}  ${line}`),
  );
  return [paint.bold(LABELS.contents[language]), ...lines];
}

const TITLES = {
  splits: both('분할', 'splits'),
  category: both('범주', 'categories'),
  difficulty: both('난이도', 'difficulty'),
  lengths: both('글자 수', 'characters'),
  choices: both('선택지 수', 'choices'),
  positions: both('정답 위치(공개)', 'places of keys (public)'),
  vocabulary: both('낱말', 'words'),
  duplicates: both('중복 묶음', 'clusters'),
  acceptance: both('표본 심사', 'reviewed'),
} as const;

const numberOf = (value: unknown, name: string): number | null => {
  const found = memberOf(value, name);
  return typeof found === 'number' ? found : null;
};

const count = (value: unknown, name: string): string => formatCount(numberOf(value, name) ?? 0);

/** «name items (valid)» */
const counted = (name: string, value: unknown, language: Language): string =>
  `${name} ${count(value, 'items')} (${LABELS.valid[language]} ${count(value, 'valid')})`;

function splits(value: unknown, language: Language): string[] {
  const parts = (['public', 'leaderboard', 'unknown'] as const).flatMap((side) => {
    const found = memberOf(value, side);
    return (numberOf(found, 'items') ?? 0) === 0 ? [] : [counted(LABELS[side][language], found, language)];
  });
  return parts;
}

function names(value: unknown, language: Language): string[] {
  const all = listOf(memberOf(value, 'values'));
  if (all.length === 0) return [];
  const shown = all.slice(0, NAMES_SHOWN).map((row) => counted(clean(String(memberOf(row, 'value'))), row, language));
  const rest = all.length - NAMES_SHOWN;
  const more = rest > 0 ? [language === 'ko' ? `외 ${formatCount(rest)}가지` : `${formatCount(rest)} more`] : [];
  return [...shown, ...more];
}

const FIELDS: readonly (readonly [string, Localized])[] = [
  ['question', both('질문', 'questions')],
  ['context', both('지문', 'contexts')],
  ['explanation', both('해설', 'explanations')],
  ['choice', both('선택지', 'choices')],
];

function lengths(value: unknown, language: Language): string[] {
  return FIELDS.flatMap(([field, title]) => {
    const found = memberOf(value, field);
    if (numberOf(found, 'p50') === null) return [];
    const range = `${count(found, 'min')}–${count(found, 'max')}`;
    const middle = `${count(found, 'p5')}/${count(found, 'p50')}/${count(found, 'p95')}`;
    return [`${title[language]} ${range} (5/50/95%: ${middle})`];
  });
}

const choices = (value: unknown, language: Language): string[] =>
  listOf(value).map((row) => `${count(row, 'choices')}${language === 'ko' ? '개' : ''}: ${count(row, 'items')}`);

function positions(value: unknown, language: Language): string[] {
  return listOf(value).map((row) => {
    const places = listOf(memberOf(row, 'places')).filter((place) => typeof place === 'number');
    const all = places.reduce((sum, place) => sum + place, 0);
    const shares = places.map((place) => (all === 0 ? '-' : formatShare(place / all, 0)));
    return `${count(row, 'choices')}${language === 'ko' ? '개' : ''}: ${shares.join(' ')}`;
  });
}

function vocabulary(value: unknown, language: Language): string[] {
  const last = listOf(memberOf(value, 'growth')).at(-1);
  if (last === undefined) return [];
  const [questions, words, different] = ['questions', 'words', 'different'].map((name) => count(last, name));
  return [
    language === 'ko'
      ? `뽑은 질문 ${questions}개의 낱말 ${words}개 가운데 서로 다른 것 ${different}개`
      : `${different} different ones among the ${words} of ${questions} sampled questions`,
  ];
}

function duplicates(same: unknown, near: unknown, language: Language): string[] {
  const part = (value: unknown, name: string, title: Localized): string[] => {
    const clusters = numberOf(value, name) ?? 0;
    if (clusters === 0) return [];
    const [items, largest] = [count(value, 'items'), count(value, 'largest')];
    return [
      language === 'ko'
        ? `${title.ko} ${formatCount(clusters)}묶음(문항 ${items}개, 가장 큰 묶음 ${largest}개)`
        : `${title.en}: ${formatCount(clusters)} (${items} items, the largest ${largest})`,
    ];
  };
  return [
    ...part(same, 'clusters', both('같은 문항', 'the same item')),
    ...part(near, 'count', both('비슷한 문항', 'near items')),
  ];
}
