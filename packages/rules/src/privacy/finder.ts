import type { Profile } from '@jatdae/schema';
import type { RuleMeta, ScanRule } from '../contract.js';
import { findingsRule } from '../findings.js';
import { pointerTo } from '../item-text.js';
import { isAnswerPointer, isSecret, MASK } from '../secrecy.js';
import { optionList } from '../settings.js';
import { createAllowList } from './allow-list.js';
import type { ClueFinder } from './clues.js';

/** text[start, end) is what a rule looks for. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  /** characters from the start on that a report may show: those that tell what it is, not whose */
  readonly open: number;
  readonly severity?: 'note';
}

/** A text and where it stands in its record, whose names are context as good as words. */
export interface Passage {
  readonly text: string;
  name(): string;
}

export type FindMatches = (passage: Passage) => readonly Match[];
export type CreateFind = (profile: Profile) => FindMatches;

type PrivacyMeta = Omit<RuleMeta, 'message' | 'words'> & { readonly kinds: NonNullable<RuleMeta['words']>[string] };

const MESSAGE = {
  ko: '{kind|으로/로} 보이는 값이 있습니다: {shown} (이 글에 {matches}건). 지우거나 가상의 값으로 바꾸십시오.',
  en: 'This looks like {kind}: {shown} (matches in this text: {matches}). Remove it or put an invented value in its place.',
};

/**
 * A rule that reports each text in which `find` matches something that the profile's `allow` does not name. What was matched never
 * leaves it in clear.
 */
export function privacyRule({ kinds, ...meta }: PrivacyMeta, clues: keyof ClueFinder, createFind: CreateFind): ScanRule {
  return findingsRule({ ...meta, message: MESSAGE, words: { kind: kinds } }, (context) => {
    const find = createFind(context.profile);
    const isAllowed = createAllowList(optionList(context.profile, meta.code, 'allow'));
    return {
      batch(batch, report) {
        for (const { row, node, text } of context.clues[clues](batch)) {
          const pointer = (): string => pointerTo(batch.tape, batch.root[row], node);
          const found = find({ text, name: pointer });
          const matches = found.filter(({ start, end }) => !isAllowed(text.slice(start, end)));
          if (matches.length === 0) continue;
          const worst = matches.find(({ severity }) => severity === undefined) ?? matches[0];
          const place = pointer();
          const isHidden = isSecret(batch, row) && isAnswerPointer(batch, place);
          report(row, {
            pointer: place,
            column: [...text.slice(0, worst.start)].length + 1,
            data: { kind: worst.kind, shown: isHidden ? MASK : maskOf(text, worst), matches: matches.length },
            ...(worst.severity === undefined ? {} : { severity: worst.severity }),
          });
        }
      },
    };
  });
}

/** Longest mask, in characters. */
const SHOWN = 24;

function maskOf(text: string, { start, end, open }: Match): string {
  const shown = text.slice(start, Math.min(end, start + SHOWN));
  return shown.slice(0, open) + masked(shown.slice(open));
}

/** What stands between the groups of a number stays: it tells how the value is written, not what it is. */
export const masked = (text: string): string => text.replace(/[^\s\-.()@]/gu, '*');

/** Matches of a pattern with the flag g, judged one by one. */
export function matchesOf(text: string, pattern: RegExp, judge: (match: RegExpExecArray) => Match | null): Match[] {
  const matches: Match[] = [];
  for (const match of text.matchAll(pattern)) {
    const found = judge(match);
    if (found !== null) matches.push(found);
  }
  return matches;
}

/** Whether words stand in the name of the field, or near text[start, end). */
export function isNear(
  { text, name }: Passage,
  { start, end }: { readonly start: number; readonly end: number },
  words: RegExp,
  { before = 30, after = 12 } = {},
): boolean {
  return (
    words.test(text.slice(Math.max(0, start - before), start)) || words.test(text.slice(end, end + after)) || words.test(name())
  );
}

export const digitsOf = (text: string): number[] => Array.from(text.replace(/\D/g, ''), Number);
