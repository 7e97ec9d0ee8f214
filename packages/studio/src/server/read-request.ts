import type { DefectKind, SampleRule } from '@jatdae/schema';
import { AQLS } from '@jatdae/validator';
import type { AdjudicationRequest, JudgementRequest, NextRequest, PlanRequest, WaiverRequest } from '../api.js';
import { invalid, type RequestProblem } from '../problem.js';

type Body = Readonly<Record<string, unknown>>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;
const LONGEST_NAME = 80;
const LONGEST_NOTE = 4000;
const DEFECTS: readonly DefectKind[] = [
  'wrong-key',
  'no-right-answer',
  'several-right-answers',
  'unclear-question',
  'unclear-choices',
  'bad-media',
  'bad-translation',
  'other',
];

const wrong = (field: string, value: unknown): RequestProblem => {
  const shown = JSON.stringify(value)?.slice(0, 80) ?? 'undefined';
  return invalid(`${field} 값이 잘못되었습니다: ${shown}`, `${field} has a wrong value: ${shown}`);
};

/** @throws RequestProblem where it is no object */
function bodyOf(value: unknown): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('body', value);
  return value as Body;
}

/** A name or a reason as people mean it: composed, without space around it and without control characters. */
export function readName(value: unknown, field: string, longest = LONGEST_NAME): string {
  if (typeof value !== 'string') throw wrong(field, value);
  const name = value.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (name === '' || name.length > longest || /[\u0000-\u001f\u007f-\u009f]/u.test(name)) throw wrong(field, value);
  return name;
}

function readId(value: unknown): string {
  if (typeof value !== 'string' || !UUID.test(value)) throw wrong('id', value);
  return value.toLowerCase();
}

function readNumber(value: unknown, field: string, from: number, to: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < from || value > to) throw wrong(field, value);
  return value;
}

export function readCount(value: unknown, field: string, from: number, to: number): number {
  const count = readNumber(value, field, from, to);
  if (!Number.isInteger(count)) throw wrong(field, value);
  return count;
}

function readNote(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'string' || value.length > LONGEST_NOTE) throw wrong('note', value);
  // PostgreSQL keeps no NUL.
  const note = value.replaceAll('\u0000', '').trim();
  return note === '' ? null : note;
}

function readWord<Word>(value: unknown, field: string, words: readonly Word[]): Word {
  const word = words.find((one) => one === value);
  if (word === undefined) throw wrong(field, value);
  return word;
}

/** A kind belongs to a defect, and to nothing else. */
function readDefect(value: unknown, verdict: string): DefectKind | null {
  if (verdict === 'defect') return readWord(value, 'defect', DEFECTS);
  if (value !== null && value !== undefined) throw wrong('defect', value);
  return null;
}

const MOST_ITEMS = 1e9;

export function readJudgement(value: unknown): JudgementRequest {
  const { id, item, reviewer, verdict: said, defect, note } = bodyOf(value);
  const verdict = readWord(said, 'verdict', ['pass', 'defect', 'withdrawn'] as const);
  return {
    id: readId(id),
    item: readCount(item, 'item', 1, MOST_ITEMS),
    reviewer: readName(reviewer, 'reviewer'),
    verdict,
    defect: readDefect(defect, verdict),
    note: readNote(note),
  };
}

export function readAdjudication(value: unknown): AdjudicationRequest {
  const { id, item, by, verdict: said, defect, note } = bodyOf(value);
  const verdict = readWord(said, 'verdict', ['pass', 'defect'] as const);
  return {
    id: readId(id),
    item: readCount(item, 'item', 1, MOST_ITEMS),
    by: readName(by, 'by'),
    verdict,
    defect: readDefect(defect, verdict),
    note: readNote(note),
  };
}

export function readNext(value: unknown): NextRequest {
  const { reviewer, count, subMetric } = bodyOf(value);
  if (subMetric !== null && typeof subMetric !== 'string') throw wrong('subMetric', subMetric);
  return { reviewer: readName(reviewer, 'reviewer'), count: readCount(count, 'count', 1, 5), subMetric };
}

export function readPlan(value: unknown): PlanRequest {
  const { rule, seed, doubleShare } = bodyOf(value);
  return { rule: readRule(rule), seed: readName(seed, 'seed', 200), doubleShare: readNumber(doubleShare, 'doubleShare', 0, 1) };
}

/** Shares so near to 0 or 1 ask for more items than anyone has. */
const LEAST = 0.0001;

function readRule(value: unknown): SampleRule {
  const { method, accuracy, confidence, margin, level, aql } = bodyOf(value);
  const between = (one: unknown, field: string): number => readNumber(one, field, LEAST, 1 - LEAST);
  if (readWord(method, 'method', ['proportion', 'iso-2859-1'] as const) === 'iso-2859-1')
    return {
      method: 'iso-2859-1',
      level: readWord(level, 'level', ['I', 'II', 'III'] as const),
      aql: readWord(aql, 'aql', AQLS),
      confidence: between(confidence, 'confidence'),
    };
  return {
    method: 'proportion',
    accuracy: between(accuracy, 'accuracy'),
    confidence: between(confidence, 'confidence'),
    margin: between(margin, 'margin'),
  };
}

const MOST_EXCERPTS = 20;

export function readExcerpts(value: unknown): readonly string[] {
  const { fingerprints } = bodyOf(value);
  if (!Array.isArray(fingerprints) || fingerprints.length > MOST_EXCERPTS) throw wrong('fingerprints', fingerprints);
  return fingerprints.map((one: unknown) => readName(one, 'fingerprints', 200));
}

export function readWaiver(value: unknown): WaiverRequest {
  const { id, rule, fingerprint, reason, by, until, withdrawn } = bodyOf(value);
  if (typeof rule !== 'string' || !/^[A-Z]\d{3}$/u.test(rule)) throw wrong('rule', rule);
  if (until !== null && (typeof until !== 'string' || !isDate(until))) throw wrong('until', until);
  return {
    id: readId(id),
    rule,
    fingerprint: readName(fingerprint, 'fingerprint', 200),
    reason: readName(reason, 'reason', LONGEST_NOTE),
    by: readName(by, 'by'),
    until,
    withdrawn: readWord(withdrawn, 'withdrawn', [true, false]),
  };
}

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
