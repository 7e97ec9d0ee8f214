import { ITEM_FIELDS, type TableHeader } from '@jatdae/kernel';
import type { Manifest } from '@jatdae/schema';
import { fileLocator } from '../file-findings.js';
import { findingsRule } from '../findings.js';

type Resource = Manifest['resources'][number];

export const rule = findingsRule(
  {
    code: 'F012',
    name: 'table-header',
    severity: 'warning',
    message: { ko: '{problem}', en: '{problem}' },
    words: {
      problem: {
        missing: {
          ko: '매니페스트가 말하는 열이 머리글에 없습니다: {columns}. 머리글의 열은 {found}입니다. 매니페스트의 이름을 머리글에 맞추십시오.',
          en: 'The header lacks columns that the manifest names: {columns}. It has {found}. Make the manifest name what the header has.',
        },
        absent: {
          ko: '첫 행에 매니페스트가 말하는 열이 없습니다: {columns}. 첫 행이 머리글이면 매니페스트의 이름을 머리글에 맞추고, 머리글이 없는 파일이면 매니페스트의 이 리소스에 csv: {header: false, columns: […]}를 적으십시오. 지금은 첫 행을 문항으로 세지 않았습니다.',
          en: 'The first row lacks columns that the manifest names: {columns}. If it is a header, make the manifest name what it has; if the file has none, say csv: {header: false, columns: […]} in this resource of the manifest. As it is, the first row was not counted as an item.',
        },
        values: {
          ko: '첫 행이 열 이름이 아니라 값으로 보입니다({column}번째 열이 둘째 행과 같은 꼴입니다). 머리글이 없는 파일이면 매니페스트의 이 리소스에 csv: {header: false, columns: […]}를 적으십시오. 지금은 첫 행을 문항으로 세지 않았습니다.',
          en: 'The first row seems to hold values, not names (column {column} is like that of the second row). If the file has no header, say csv: {header: false, columns: […]} in this resource of the manifest. As it is, the first row was not counted as an item.',
        },
      },
    },
  },
  ({ manifest }) => {
    const hidesAnswers = (manifest.dataset.leaderboardAnswers ?? 'included') !== 'included';
    return {
      part(part, report) {
        const { header } = part.facts;
        const resource = manifest.resources[part.resource];
        if (header === undefined || resource === undefined) return;
        const data = judge(header, resource, hidesAnswers);
        if (data !== null) report({ at: fileLocator(part, 0), data });
      },
    };
  },
);

type Data = Readonly<Record<string, unknown>>;

/** Cells are shown only of what is a header without doubt: others may be answers. */
function judge({ names, valueLike }: TableHeader, resource: Resource, hidesAnswers: boolean): Data | null {
  const isNamed = resource.csv?.columns !== undefined;
  const wanted = namedColumns(resource, hidesAnswers);
  const missing = wanted.filter((name) => !hasColumn(names, name));
  if (missing.length > 0) {
    const isHeader = isNamed || (valueLike === null && missing.length * 2 < wanted.length);
    return isHeader ? { problem: 'missing', columns: missing, found: names } : { problem: 'absent', columns: missing };
  }
  const isKnown = wanted.length > 0 || ['choices', ...ITEM_FIELDS].some((field) => names.includes(field));
  return valueLike === null || (isKnown && !isNamed) ? null : { problem: 'values', column: valueLike };
}

/** Columns that a leaderboard file may lack where its answers are kept back. */
const HIDDEN = ['answer', 'explanation', 'rubric'];

/** The columns that a resource names, as it spells them. */
function namedColumns({ fields = {}, subMetric, split }: Resource, hidesAnswers: boolean): string[] {
  const shown = Object.entries(fields).filter(([field]) => !hidesAnswers || !HIDDEN.includes(field));
  const spelled: unknown[] = [...shown.map(([, value]) => value), subMetric, split].flat();
  const names = spelled.flatMap((value) => {
    if (typeof value === 'string') return [value];
    const field: unknown = typeof value === 'object' && value !== null && 'field' in value ? value.field : null;
    return typeof field === 'string' ? [field] : [];
  });
  return [...new Set(names)];
}

/** `q.text` and `/q/text` may stand in a column `q`. */
function hasColumn(names: readonly string[], spelling: string): boolean {
  const [first = ''] = spelling.startsWith('/') ? spelling.slice(1).split('/') : spelling.split('.');
  return names.includes(spelling) || names.includes(first.replaceAll('~1', '/').replaceAll('~0', '~'));
}
