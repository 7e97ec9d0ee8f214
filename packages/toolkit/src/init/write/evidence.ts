import type { Localized } from '@jatdae/schema';
import type { Field } from '../fields/field.js';
import type { KeyGuess } from '../guess/item.js';
import { said } from '../said.js';

/** Values that a comment lists, at the most. */
const SHOWN = 6;

const listed = (values: readonly string[]): string =>
  values.length <= SHOWN ? values.join(' · ') : `${values.slice(0, SHOWN).join(' · ')} …`;

/**
 * What was seen of a field, beyond its name.
 * @param records of the sample
 * @param quotes whether values may be told; answers may not, unless they are labels
 */
export function fieldEvidence(field: Field, records: number, quotes = true): Localized {
  const missing = records - field.present + field.blank;
  const gaps =
    missing === 0 ? said('빠진 것 없음', 'none missing') : said('{missing}건은 비어 있음', 'missing in {missing}', { missing });
  const size =
    field.most > 0
      ? said('목록, 길이 {least}-{most}', 'lists of {least}-{most}', { least: field.least, most: field.most })
      : quotes && field.values.size <= SHOWN
        ? said('값 {values}', 'values {values}', { values: listed([...field.values.keys()]) })
        : said('평균 {length}자', '{length} characters on average', { length: Math.round(field.length) });
  return said('{size}, {gaps}', '{size}, {gaps}', { size, gaps });
}

export const idEvidence = (field: Field, records: number, repeats: boolean): Localized =>
  repeats
    ? said('파일 안에서만 서로 다르다(본 레코드 {records}건)', 'different within each file only (of {records} records seen)', {
        records,
      })
    : said('본 레코드 {records}건에서 값 {different}가지', '{different} different values in {records} records seen', {
        records,
        different: field.values.size,
      });

const FORMS = {
  index0: said('0부터 센 번호', 'a number counting from 0'),
  index1: said('1부터 센 번호', 'a number counting from 1'),
  letter: said('보기의 글자(A, B, …)', 'the letter of a choice (A, B, …)'),
  text: said('보기의 내용 그대로', 'the text of a choice'),
} as const;

/** How the answers were read, how many fit, and what else they might mean. */
export function answerEvidence({ evidence, reading }: KeyGuess): Localized {
  const { items, zeros, lasts } = evidence;
  const { form, fits, rival } = reading;
  const read = said('{form}: 본 문항 {items}개 가운데 {fits}개가 맞는다', '{form}: fits {fits} of {items} items seen', {
    form: FORMS[form],
    fits,
    items,
  });
  if (rival !== null)
    return said('{read}. {rival}로도 읽힌다: 사람이 정해야 한다', '{read}. It reads as {rival} as well: a person has to decide', {
      read,
      rival: FORMS[rival],
    });
  if (form === 'index0' && zeros > 0)
    return said('{read}. 0이 {zeros}번 나온다', '{read}. 0 occurs {zeros} times', { read, zeros });
  if (form === 'index1' && lasts > 0)
    return said(
      '{read}. 보기의 수와 같은 번호가 {lasts}번 나온다',
      '{read}. The number of the last choice, counted from 1, occurs {lasts} times',
      { read, lasts },
    );
  return read;
}

export const formName = (form: keyof typeof FORMS): Localized => FORMS[form];

export const labelEvidence = (labels: readonly string[]): Localized =>
  said('값 {count}가지: {values}', '{count} values: {values}', { count: labels.length, values: listed(labels) });
