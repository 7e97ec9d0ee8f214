import { scriptsOf } from '@jatdae/rules';
import type { CopyItem } from './copy-item.js';
import type { Draft } from './draft.js';
import { type JsonObject, valueAt, withValue } from './pointer.js';
import type { Reason } from './reasons.js';
import { changeManifest, type Resource, type WholeDefect } from './whole-defect.js';

/** Changes many items at once, so that none is wrong by itself. */
function changeItems(draft: Draft, change: (item: CopyItem, k: number) => JsonObject | null): number {
  let changed = 0;
  draft.items = draft.items.map((item, k) => {
    const record = change(item, k);
    if (record === null) return item;
    changed += 1;
    return { ...item, record };
  });
  return changed;
}

const text = ({ record, pointers }: CopyItem): string | null => {
  const value = valueAt(record, pointers.question);
  return typeof value === 'string' ? value : null;
};
const asking = (item: CopyItem, question: string): JsonObject => withValue(item.record, item.pointers.question, question);

/** Sentences in scripts that few Korean deliverables declare. */
const FOREIGN = {
  thai: 'ข้อใดต่อไปนี้ถูกต้องที่สุด',
  cyrillic: 'Какое из следующих утверждений верно',
  latin: 'Which of the following is right',
} as const;

/** Puts items on the other side: by their field, or in the file that holds that side's items of their sub-metric. */
function moveToLeaderboard(draft: Draft, wanted: number): boolean {
  const model = draft.items.find(({ side }) => side === 'leaderboard');
  if (model === undefined) return false;
  const word = valueAt(model.record, model.pointers.split);
  let moved = 0;
  draft.items = draft.items.map((item): CopyItem => {
    if (moved === wanted || item.side !== 'public' || item.resource !== model.resource) return item;
    moved += 1;
    const isWord = item.pointers.split !== '' && word !== undefined;
    return isWord
      ? { ...item, side: 'leaderboard', record: withValue(item.record, item.pointers.split, word) }
      : { ...item, side: 'leaderboard', file: model.file };
  });
  return moved === wanted;
}

/** Items beside a single one that are no balance by any profile. */
const TIMES = 12;

export const SPREAD_DEFECTS: readonly WholeDefect[] = [
  {
    code: 'D003',
    name: 'keys at the first place',
    base: 'main',
    spoil(draft, { keys }) {
      const sizes = new Map<number, number>();
      changeItems(draft, (item) => {
        const record = keys.moved(item, 0);
        if (record !== null) sizes.set(item.choices.length, (sizes.get(item.choices.length) ?? 0) + 1);
        return record;
      });
      // Five of each place are expected at the least, or the rule says nothing.
      return [...sizes].some(([choices, items]) => items >= 5 * choices) ? null : 'no-keyed-choices';
    },
  },
  {
    code: 'D004',
    name: 'keys longer than the other choices',
    base: 'main',
    spoil(draft, { keys }) {
      const changed = changeItems(draft, (item) => {
        const pointer = item.choices[item.key ?? -1] ?? '';
        const choice = valueAt(item.record, pointer);
        if (typeof choice !== 'string' || pointer === '') return null;
        const long = `${choice}${'라고 자세히 풀어 쓴 것'.repeat(1 + [...choice].length)}`.slice(0, 4000);
        const record = withValue(item.record, pointer, long);
        return keys.isText(item) ? withValue(record, item.pointers.answer, long) : record;
      });
      return changed < 15 ? 'no-keyed-choices' : null;
    },
  },
  {
    code: 'D005',
    name: 'sub-metric with one item',
    base: 'even',
    spoil(draft) {
      const [first, ...others] = new Set(draft.items.map(({ subMetric }) => subMetric));
      if (first === undefined || others.length === 0) return 'no-category';
      const few = draft.items.findIndex(({ subMetric }) => subMetric === first);
      const sizes = others.map((other) => draft.items.filter(({ subMetric }) => subMetric === other).length);
      if (Math.max(...sizes) < TIMES) return 'few-items';
      draft.items = draft.items.filter(({ subMetric }, k) => subMetric !== first || k === few);
      return null;
    },
  },
  {
    code: 'D005',
    name: 'nearly all items in one category',
    base: 'main',
    spoil(draft) {
      const changed = changeItems(draft, (item, k) => {
        const pointer = item.pointers.category === '' ? item.pointers.difficulty : item.pointers.category;
        return valueAt(item.record, pointer) === undefined || pointer === ''
          ? null
          : withValue(item.record, pointer, k % 20 === 0 ? '나' : '가');
      });
      return changed < 20 ? 'no-category' : null;
    },
  },
  {
    code: 'D006',
    name: 'one template',
    base: 'main',
    spoil(draft) {
      const changed = changeItems(draft, (item, k) =>
        valueAt(item.record, item.pointers.context) === undefined && item.media.length === 0 && text(item) !== null
          ? asking(item, `다음 가운데 ${k + 1}번 사례에 가장 알맞은 설명을 고르십시오.`)
          : null,
      );
      return changed < 50 ? 'few-questions' : null;
    },
  },
  {
    code: 'H001',
    name: 'no leaderboard split',
    base: 'even',
    spoil(draft) {
      const open = (resource: Resource): Resource => ({ ...resource, split: { value: 'public' } });
      return changeManifest(draft, { resources: draft.manifest.resources.map(open) });
    },
  },
  {
    code: 'H002',
    name: 'sub-metric with too many leaderboard items',
    base: 'main',
    spoil: (draft) => (moveToLeaderboard(draft, Math.ceil(draft.items.length / 4)) ? null : 'no-leaderboard'),
  },
  {
    code: 'H006',
    name: 'longer questions in the leaderboard split',
    base: 'main',
    spoil(draft) {
      const longest = Math.max(...draft.items.map((item) => text(item)?.length ?? 0));
      const filler = ' 자세히 살펴보고 답하십시오.'.repeat(1 + Math.ceil(longest / 10));
      const changed = changeItems(draft, (item) =>
        item.side === 'leaderboard' ? asking(item, `${text(item) ?? ''}${filler}`) : null,
      );
      return changed === 0 ? 'no-leaderboard' : changed < 10 ? 'few-items' : null;
    },
  },
  {
    code: 'I011',
    name: 'questions in another language',
    base: 'main',
    spoil(draft) {
      const declared = scriptsOf(draft.manifest.dataset.languages);
      const script = (['thai', 'cyrillic', 'latin'] as const).find((each) => declared?.has(each) === false);
      if (declared === null || script === undefined) return 'unknown-language';
      const changed = changeItems(draft, (item, k) =>
        k % 2 === 0 && text(item) !== null ? asking(item, `${FOREIGN[script]} (${k})`) : null,
      );
      return changed < 10 ? 'few-items' : null;
    },
  },
  {
    code: 'S002',
    name: 'sub-metric with too few items',
    base: 'whole',
    asks: ['N-BM-ITEMS', 'min', 2],
    prepare: withoutOthers,
    spoil(draft): Reason | null {
      draft.items = draft.items.slice(0, 1);
      return null;
    },
  },
];

/** Only the sub-metrics that have items in the draft. */
function withoutOthers(draft: Draft): void {
  const held = new Set(draft.items.map(({ subMetric }) => subMetric));
  const kept = draft.manifest.subMetrics.filter(({ id }) => held.has(id.normalize('NFC')));
  if (kept.length > 0) changeManifest(draft, { subMetrics: kept });
}
