import type { Localized } from '@jatdae/schema';

/** Refusals that come before any answer and end the run: they are the request's fault, not the items'. */
const REFUSALS_BEFORE_ANSWER = 5;
/** Items in a row that stay without an answer and end the run. */
const UNANSWERED_IN_A_ROW = 20;
/** The same before any answer. */
const UNANSWERED_AT_FIRST = 3;

/** Sees what becomes of the items, and says when it makes no sense to ask on. */
export interface Watch {
  answered(): void;
  refused(message: string): void;
  unanswered(message: Localized): void;
  /** null while the run goes on */
  verdict(): Stop | null;
  /** before it nobody knows whether a refusal is the fault of the item */
  anyAnswer(): boolean;
}

export interface Stop {
  readonly message: Localized;
  /** the way the run was called is to blame, and not an accident on the way */
  readonly call: boolean;
}

export function createWatch(): Watch {
  let [any, refusals, row] = [false, 0, 0];
  let stop: Stop | null = null;
  return {
    answered() {
      [any, row] = [true, 0];
    },
    refused(said) {
      refusals += 1;
      row = 0;
      if (any || refusals < REFUSALS_BEFORE_ANSWER) return;
      stop ??= { message: allRefused(said), call: true };
    },
    unanswered(message) {
      row += 1;
      if (row < (any ? UNANSWERED_IN_A_ROW : UNANSWERED_AT_FIRST)) return;
      stop ??= { message: noAnswers(row, message), call: !any };
    },
    verdict: () => stop,
    anyAnswer: () => any,
  };
}

export const allRefused = (said: string): Localized => ({
  ko: `서버가 어떤 문항에도 답하지 않고 요청을 물리칩니다: ${said}. 매개변수(--temperature, --max-tokens, --extra)를 확인하십시오. 아무것도 기록하지 않았습니다.`,
  en: `The server refuses every item: ${said}. Check the parameters (--temperature, --max-tokens, --extra). Nothing was recorded.`,
});

const noAnswers = (row: number, { ko, en }: Localized): Localized => ({
  ko: `문항 ${row}개가 잇따라 답을 받지 못해 멈추었습니다: ${ko}.`,
  en: `Stopped because ${row} items in a row got no answer: ${en}.`,
});
