import { formatCount } from '@jatdae/report';
import type { DeliveryDiff, DeliverySide, Difference, ItemPlace, Listed } from '@jatdae/toolkit';
import type { Context } from './context.js';
import type { Page, Section } from './page.js';

const WORDS: Readonly<Record<Difference, { readonly ko: string; readonly en: string }>> = {
  id: { ko: 'id', en: 'id' },
  content: { ko: '내용', en: 'content' },
  answer: { ko: '정답', en: 'answer' },
  split: { ko: '분할', en: 'split' },
  'sub-metric': { ko: '하위 측정 항목', en: 'sub-metric' },
  other: { ko: '그 밖의 필드', en: 'other fields' },
};

/** What people read of two deliveries that were compared. No value of an item is in it. */
export function deliveryDiffPage(diff: DeliveryDiff, context: Context): Page {
  const { text, language } = context;
  const place = ({ path, record }: ItemPlace): string => text(`${path} ${record}번째 레코드`, `${path} record ${record}`);
  const list = <T>(ko: string, en: string, { count, first }: Listed<T>, line: (one: T) => string): Section[] => {
    const rest = formatCount(count - first.length);
    const more = count > first.length ? [text(`… 외 ${rest}개`, `… and ${rest} more`)] : [];
    return count === 0 ? [] : [{ title: `${text(ko, en)} (${formatCount(count)})`, lines: [...first.map(line), ...more] }];
  };
  return {
    title: `${sideText(diff.old, context)} → ${sideText(diff.new, context)}`,
    sections: [
      ...subMetricSection(diff, context),
      ...fieldSection(diff, context),
      ...list('더해진 문항', 'Added items', diff.added, place),
      ...list('빠진 문항', 'Removed items', diff.removed, place),
      ...list('달라진 문항', 'Changed items', diff.changed, ({ old, new: now, what }) => {
        const moved = old.path === now.path && old.record === now.record ? '' : ` ← ${place(old)}`;
        return `${place(now)}${moved}: ${what.map((one) => WORDS[one][language]).join(', ')}`;
      }),
    ],
    close: summary(diff, context),
  };
}

function sideText({ name, version, items, broken }: DeliverySide, { text }: Context): string {
  const bad = broken === 0 ? '' : text(`, 읽지 못한 레코드 ${formatCount(broken)}개`, `, broken records: ${formatCount(broken)}`);
  return `${name} ${version} (${text(`문항 ${formatCount(items)}개`, `items: ${formatCount(items)}`)}${bad})`;
}

function subMetricSection({ subMetrics }: DeliveryDiff, { text }: Context): Section[] {
  if (subMetrics.length === 0) return [];
  type Counts = (typeof subMetrics)[number]['old'];
  const shown = (counts: Counts): string => {
    if (counts === null) return '-';
    const unknown = counts.unknown === 0 ? '' : ` + ${formatCount(counts.unknown)}`;
    return `${formatCount(counts.public)} + ${formatCount(counts.leaderboard)}${unknown}`;
  };
  const head = [text('하위 측정 항목', 'sub-metric'), text('이전', 'old'), text('이후', 'new')];
  const rows = subMetrics.map((row) => [row.id ?? text('(없음)', '(none)'), shown(row.old), shown(row.new)]);
  const title = text('문항 수(공개 + 리더보드 + 알 수 없음)', 'Items (public + leaderboard + unknown)');
  return [{ title, table: [head, ...rows] }];
}

function fieldSection({ fields }: DeliveryDiff, { text }: Context): Section[] {
  if (fields.length === 0) return [];
  type Facts = (typeof fields)[number]['old'];
  const shown = (facts: Facts): string => (facts === null ? '-' : `${facts.kinds.join(', ')} (${formatCount(facts.records)})`);
  const head = [text('필드', 'field'), text('이전', 'old'), text('이후', 'new')];
  const rows = fields.map((row) => [row.name, shown(row.old), shown(row.new)]);
  return [{ title: text('달라진 필드: 값의 종류(레코드 수)', 'Fields: kinds of values (records)'), table: [head, ...rows] }];
}

function summary({ same, added, removed, changed, by }: DeliveryDiff, { text, language }: Context): string {
  const what = Object.entries(by)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${WORDS[name as Difference][language]} ${formatCount(count)}`)
    .join(', ');
  const [more, fewer, other, equal] = [added.count, removed.count, changed.count, same].map(formatCount);
  return text(
    `문항: 더해짐 ${more} · 빠짐 ${fewer} · 달라짐 ${other}${what === '' ? '' : ` (${what})`} · 같음 ${equal}`,
    `Items: added ${more} · removed ${fewer} · changed ${other}${what === '' ? '' : ` (${what})`} · same ${equal}`,
  );
}
