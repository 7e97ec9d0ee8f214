import { type Localized, particleAfter } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';
import { EXCEL } from '@jatdae/workbook';
import { type Column, isFormula, type Survey } from '../write/survey.js';

/** Formats that records are written in. */
export const TARGETS = ['jsonl', 'json', 'csv', 'xlsx', 'parquet', 'arrow'] as const;
export type Target = (typeof TARGETS)[number];

/** What the target does not hold as it was, of one column. */
export type LossKind = 'text' | 'json-text' | 'null-is-empty' | 'missing-is-null' | 'json-column' | 'guarded';

export interface Loss {
  readonly column: string;
  readonly kind: LossKind;
}

/** What becomes of it, said of the columns it is of. */
export const LOSS_TEXTS: Readonly<Record<LossKind, Localized>> = {
  text: {
    ko: '숫자와 true/false는 글자가 됩니다',
    en: 'numbers, true and false become text',
  },
  'json-text': {
    ko: '목록과 객체는 JSON 글로 한 칸에 들어갑니다',
    en: 'lists and objects stand in one cell, as JSON text',
  },
  'null-is-empty': {
    ko: 'null과 없는 값은 빈 칸이 되어 빈 글과 구별되지 않습니다',
    en: 'null and missing values become empty cells, like empty texts',
  },
  'missing-is-null': {
    ko: '없는 값은 null이 됩니다',
    en: 'missing values become null',
  },
  'json-column': {
    ko: '값의 꼴이 한 가지가 아니어서 JSON 글로 들어갑니다',
    en: 'values of several types stand there as JSON text',
  },
  guarded: {
    ko: "수식으로 시작하는 글 앞에 작은따옴표(')가 붙습니다 (--formulas keep으로 그대로 둡니다)",
    en: 'texts that begin like a formula get an apostrophe before them (--formulas keep leaves them)',
  },
};

/** What a conversion does not keep, before anything is written. Kinds in the order above, columns in theirs. */
export function lossesOf({ records, columns }: Survey, target: Target, guardFormulas: boolean): Loss[] {
  const of = (kind: LossKind, isLost: (column: Column) => boolean): Loss[] =>
    columns.filter(isLost).map(({ name }) => ({ column: name, kind }));
  const isIncomplete = ({ present }: Column): boolean => present < records;
  switch (target) {
    case 'jsonl':
    case 'json':
      return [];
    case 'csv':
    case 'xlsx':
      return [
        ...of('text', ({ plain, nested }) => plain > nested),
        ...of('json-text', ({ nested }) => nested > 0),
        ...of('null-is-empty', (column) => column.nulls > 0 || isIncomplete(column)),
        ...of('guarded', ({ formulas }) => target === 'csv' && guardFormulas && formulas > 0),
      ];
    case 'parquet':
      return of('missing-is-null', isIncomplete);
    case 'arrow':
      return [...of('missing-is-null', isIncomplete), ...of('json-column', ({ type }) => type.kind === 'json')];
  }
}

/** @throws UsageError where the target cannot hold the records at all */
export function checkTarget({ records, hollow, columns }: Survey, target: Target, guardFormulas: boolean): void {
  if (target === 'jsonl' || target === 'json') return;
  if (columns.length === 0)
    throw unfit(
      '레코드에 이름이 붙은 값이 하나도 없어 표로 쓸 수 없습니다',
      'the records have no named value, so no table can be made',
    );
  if (target === 'parquet' || target === 'arrow') return;
  if (columns.some(({ name }) => name === '' || name.startsWith('\uFEFF')))
    throw unfit('표의 머리글에 쓸 수 없는 빈 이름이 있습니다', 'a name is empty, which no header of a table can hold');
  const formula = columns.find(({ name }) => target === 'csv' && guardFormulas && isFormula(name));
  if (formula !== undefined)
    throw new UsageError({
      ko: `열 이름 ${formula.name}${particleAfter(formula.name, '이/가')} 스프레드시트에서 수식이 됩니다. 그대로 쓰려면 --formulas keep을 주십시오.`,
      en: `The name of column ${formula.name} is a formula to a spreadsheet. To keep it as it is, say --formulas keep.`,
    });
  const broken = columns.find((column) => column.broken > 0);
  if (broken !== undefined)
    throw unfit(
      `열 ${broken.name}에 짝이 없는 서로게이트가 있어 UTF-8로 쓸 수 없습니다 (jatdae explain I008)`,
      `column ${broken.name} holds half of a surrogate pair, which UTF-8 cannot (jatdae explain I008)`,
    );
  if (target !== 'xlsx') return;
  if (hollow > 0)
    throw unfit(
      `빈 값뿐인 레코드가 ${hollow}개 있는데, Excel에서 빈 행은 행이 아닙니다`,
      `${hollow} records hold empty values only, and an empty row is none in Excel`,
    );
  const long = columns.find(({ longest, name }) => Math.max(longest, name.length) > EXCEL.cell);
  if (records >= EXCEL.rows || columns.length > EXCEL.columns)
    throw unfit(
      `Excel 시트는 ${EXCEL.rows - 1}행 ${EXCEL.columns}열까지 담습니다(레코드 ${records}, 열 ${columns.length})`,
      `a sheet of Excel holds ${EXCEL.rows - 1} rows and ${EXCEL.columns} columns at the most (records: ${records}, columns: ${columns.length})`,
    );
  if (long !== undefined)
    throw unfit(
      `Excel의 한 칸은 ${EXCEL.cell}자까지 담는데 열 ${long.name}에 더 긴 글이 있습니다`,
      `a cell of Excel holds ${EXCEL.cell} characters at the most, and column ${long.name} has a longer text`,
    );
}

const unfit = (ko: string, en: string): UsageError =>
  new UsageError({
    ko: `변환할 수 없습니다: ${ko}. 다른 형식(--to)을 고르십시오.`,
    en: `It cannot be converted: ${en}. Choose another format with --to.`,
  });
