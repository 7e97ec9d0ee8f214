import { ACCEPTANCE_REQUIREMENT, type Localized, type Requirement, type SamplePlan, type Threshold } from '@jatdae/schema';
import type { Acceptance } from '../acceptance/accept.js';
import type { Judgement } from './judgement.js';

export const ACCEPTANCE_ID = ACCEPTANCE_REQUIREMENT.id;

/** The requirement of a profile that sets none, where judgements are handed in: what their own plan asks for. */
export const acceptanceRequirement = ({ rule, doubleShare }: SamplePlan): Requirement => ({
  ...ACCEPTANCE_REQUIREMENT,
  threshold: { ...rule, doubleShare },
});

/** What a sample that was judged by people says of the whole. Nothing that was not judged passes; too many defects fail at once. */
export function judgeAcceptance(acceptance: Acceptance | null, { threshold }: Requirement): Judgement {
  if (acceptance === null) return { measured: null, state: 'not-run', note: NO_JUDGEMENTS };
  const { plan, subMetrics, verdict } = acceptance;
  const judgedRows = subMetrics.filter(({ accuracy }) => accuracy !== null);
  const worst = judgedRows.toSorted((a, b) => (a.accuracy ?? 1) - (b.accuracy ?? 1))[0];
  const sum = (name: 'size' | 'judged' | 'defects'): number => subMetrics.reduce((total, row) => total + row[name], 0);
  const measured = {
    ...(worst === undefined ? {} : { share: Math.floor((worst.accuracy ?? 0) * 1e6) / 1e6, subMetric: worst.subMetric }),
    sample: sum('size'),
    judged: sum('judged'),
    defects: sum('defects'),
  };
  const weaker = weakerThan(threshold, plan);
  if (weaker !== null) return { measured, state: 'not-run', note: lessThanAsked(weaker) };
  if (verdict === 'open') return { measured, state: 'not-run', note: notAllJudged(acceptance) };
  return { measured, meets: verdict === 'pass' };
}

/** The first number of the profile that a plan falls short of. */
function weakerThan(threshold: Threshold, { rule, doubleShare }: SamplePlan): string | null {
  const given: Readonly<Record<string, unknown>> = { ...rule, doubleShare };
  const [atLeast, atMost] = [
    ['accuracy', 'confidence', 'doubleShare', 'level'],
    ['margin', 'aql'],
  ];
  const short = (names: readonly string[] | undefined, isShort: (asked: number | string, value: number | string) => boolean) =>
    names?.find((name) => {
      const [asked, value] = [threshold[name], given[name]];
      if (typeof asked !== 'number' && typeof asked !== 'string') return false;
      // A plan of the other method has no such number.
      return typeof value !== typeof asked || isShort(asked, value as number | string);
    });
  const method = threshold.method !== undefined && threshold.method !== rule.method ? 'method' : undefined;
  return method ?? short(atLeast, (asked, value) => value < asked) ?? short(atMost, (asked, value) => value > asked) ?? null;
}

const NO_JUDGEMENTS: Localized = {
  ko: '사람의 판정이 없습니다. `jatdae review`로 심사하고 내보낸 파일을 --judgements로 주십시오',
  en: 'nobody has judged it: review with `jatdae review` and hand in what it exports with --judgements',
};

const lessThanAsked = (what: string): Localized => ({
  ko: `심사의 표본 계획이 프로파일이 요구하는 것보다 약합니다 (${what})`,
  en: `the sample was planned for less than the profile asks (${what})`,
});

function notAllJudged({ subMetrics }: Acceptance): Localized {
  const sum = (name: 'size' | 'judged' | 'disagreements'): number => subMetrics.reduce((total, row) => total + row[name], 0);
  const [size, judged, disputed] = [sum('size'), sum('judged'), sum('disagreements')];
  return {
    ko: `표본 ${size}문항 가운데 ${judged}문항만 판정되었습니다(의견이 갈려 결정되지 않은 것 ${disputed}문항)`,
    en: `of ${size} items of the sample ${judged} are judged (judged differently and not decided: ${disputed})`,
  };
}

/** For the report's statistics: what each sub-metric's sample came to, and how far reviewers agree; without their names. */
export function describeAcceptance(acceptance: Acceptance | null): Readonly<Record<string, unknown>> {
  if (acceptance === null) return {};
  const { plan, verdict, subMetrics, agreement } = acceptance;
  const { rule, seed, doubleShare } = plan;
  return {
    acceptance: { rule, seed, doubleShare, verdict, subMetrics, agreement: { items: agreement.items, alpha: agreement.alpha } },
  };
}
