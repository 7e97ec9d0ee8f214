import { type DeliverableView, dataMixOf, judgesBenchmarks } from '@jatdae/rules';
import type { Localized, Requirement, RequirementRow, RequirementVerdict } from '@jatdae/schema';
import type { Acceptance } from '../acceptance/accept.js';
import { Count, sumOf, type Totals } from '../scan/totals.js';
import { ACCEPTANCE_ID, judgeAcceptance } from './acceptance-row.js';
import type { Facts, Judgement } from './judgement.js';

/** What the rules of a requirement came to. */
export interface RuleResult {
  /** false: not selected, not built yet, or not able to judge what was read */
  readonly ran: boolean;
  /** findings of severity error that count against the requirement and are not waived */
  readonly errors: number;
  readonly waived: number;
}

export interface LedgerInput {
  readonly view: DeliverableView;
  readonly totals: Totals;
  readonly complete: boolean;
  /** what people judged, where they did */
  readonly acceptance: Acceptance | null;
  result(code: string, requirement: string): RuleResult;
}

export interface LedgerRow extends Omit<RequirementRow, 'note'> {
  readonly note: Localized | null;
}

/** A row for every requirement of the profile. Nothing that was not looked at passes. */
export function writeLedger(input: LedgerInput): LedgerRow[] {
  return input.view.profile.requirements
    .filter(({ enabled }) => enabled !== false)
    .map((requirement) => writeRow(requirement, input));
}

function writeRow(requirement: Requirement, input: LedgerInput): LedgerRow {
  const judgement = judge(requirement, input);
  const results = requirement.rules.map((code) => input.result(code, requirement.id));
  const { verdict, note } = decide(judgement, requirement, results);
  return {
    id: requirement.id,
    verdict,
    measured: judgement.measured,
    threshold: judgement.threshold ?? requirement.threshold,
    rules: requirement.rules,
    note,
  };
}

const MISSING_RULES: Localized = {
  ko: '이 요구사항의 규칙 가운데 실행되지 않은 것이 있어 판정하지 않았습니다',
  en: 'not judged: some of its rules did not run',
};

function decide(
  judgement: Judgement,
  requirement: Requirement,
  results: readonly RuleResult[],
): { verdict: RequirementVerdict; note: Localized | null } {
  const note = judgement.note ?? null;
  if (judgement.state === 'not-applicable') return { verdict: 'not-applicable', note };
  const tolerant = judgement.meets !== undefined;
  if (!tolerant && results.some(({ errors }) => errors > 0)) return { verdict: 'fail', note: null };
  if (judgement.state === 'not-run') return { verdict: 'not-run', note };
  if (results.some(({ ran }) => !ran)) {
    const missing = requirement.rules.filter((_, k) => results[k]?.ran === false).join(', ');
    return { verdict: 'not-run', note: { ko: `${MISSING_RULES.ko} (${missing})`, en: `${MISSING_RULES.en} (${missing})` } };
  }
  if (tolerant) return { verdict: judgement.meets === true ? 'pass' : 'fail', note: null };
  return { verdict: results.some(({ waived }) => waived > 0) ? 'waived' : 'pass', note };
}

type Judge = (input: LedgerInput, requirement: Requirement) => Judgement;

function judge(requirement: Requirement, input: LedgerInput): Judgement {
  if (requirement.scope === 'consortium-call') {
    return {
      measured: null,
      state: 'not-applicable',
      note: {
        ko: '여러 신청서를 함께 보아야 합니다: `jatdae consortium`',
        en: 'needs all applications of the call: `jatdae consortium`',
      },
    };
  }
  return (JUDGES.get(requirement.id) ?? countErrors)(input, requirement);
}

/** How many findings a requirement has; none is allowed. */
const countErrors: Judge = (input, { id, rules }) => ({
  measured: { findings: rules.reduce((sum, code) => sum + input.result(code, id).errors, 0) },
});

const needsAll = (input: LedgerInput, judgement: Judgement): Judgement =>
  input.complete
    ? judgement
    : {
        ...judgement,
        state: 'not-run',
        note: { ko: '모두 읽지 못해 셀 수 없습니다', en: 'not everything was read, so nothing can be counted' },
      };

const undeclared = (field: string): Judgement => ({
  measured: null,
  state: 'not-run',
  note: { ko: `매니페스트에 ${field} 값이 없어 판정하지 않았습니다`, en: `not judged: the manifest does not state ${field}` },
});

const JUDGES: ReadonlyMap<string, Judge> = new Map<string, Judge>([
  [
    'N-BM-SUB',
    (input) => needsAll(input, { measured: { subMetrics: input.view.subMetrics.filter(({ unique }) => unique > 0).length } }),
  ],
  [
    'N-BM-ITEMS',
    (input) => {
      const [first, ...rest] = input.view.subMetrics;
      if (first === undefined) return needsAll(input, { measured: null });
      const least = rest.reduce((a, b) => (b.unique < a.unique ? b : a), first);
      return needsAll(input, { measured: { min: least.unique, subMetric: least.id } });
    },
  ],
  [
    'N-BM-HOLD',
    (input) => {
      const { items, leaderboard } = input.view.totals;
      return needsAll(input, { measured: { share: items === 0 ? 0 : round(leaderboard / items), leaderboard, items } });
    },
  ],
  ['N-BM-EXP', judgeExperiments],
  [
    'N-REG-TASK',
    ({ view }) => ({
      measured: { task: view.manifest.dataset.task, modalities: view.manifest.dataset.modalities },
      threshold: { tasks: view.profile.areas.length },
    }),
  ],
  ['N-REG-GRANT', judgeGrant],
  ['N-REG-TERM', judgeTerm],
  ['N-REG-APPLY', judgeApplication],
  [
    'N-CON-SIZE',
    ({ view }) => judgeMembers(view, (members) => ({ institutions: members.filter(({ role }) => role !== 'demand').length })),
  ],
  [
    'N-CON-ROLES',
    ({ view }) =>
      judgeMembers(view, (members) => ({
        leads: members.filter(({ role }) => role === 'lead').length,
        demandGrantKRW: members.filter(({ role }) => role === 'demand').reduce((sum, { grantKRW }) => sum + (grantKRW ?? 0), 0),
      })),
  ],
  ['N-WHO', judgeKinds],
  ['N-DATA-MIX', judgeMix],
  [
    'N-DATA-HEALTH',
    ({ view }) =>
      view.manifest.dataset.healthData === undefined
        ? undeclared('dataset.healthData')
        : { measured: { healthData: view.manifest.dataset.healthData } },
  ],
  ['N-DATA-GLOBAL', judgeGlobal],
  ['Q-SYNTAX', judgeSyntax],
  ['Q-LEAK', judgeLeak],
  ['Q-MEDIA', judgeMedia],
  ['Q-EVIDENCE', judgeEvidence],
  [ACCEPTANCE_ID, ({ acceptance }, requirement) => judgeAcceptance(acceptance, requirement)],
]);

const round = (share: number): number => Math.round(share * 1e4) / 1e4;

function judgeExperiments({ view }: LedgerInput, requirement: Requirement): Judgement {
  const measured = view.experiments.filter(({ predictions }) => predictions.length > 0).map(({ id }) => id);
  const models = (view.manifest.experiments ?? []).filter(({ id }) => measured.includes(id)).map(({ model }) => model);
  const count = (kind: string): number =>
    new Set(models.filter((model) => model.kind === kind).map(({ name, revision }) => `${name}@${revision ?? ''}`)).size;
  const textOnly = view.manifest.dataset.modalities.every((modality) => modality === 'text');
  const threshold = textOnly ? { ...requirement.threshold, lmm: 0 } : requirement.threshold;
  return { measured: { llm: count('llm'), lmm: count('lmm') }, threshold };
}

function areaOf(view: DeliverableView): DeliverableView['profile']['areas'][number] | undefined {
  return view.profile.areas.find(({ number }) => number === view.manifest.dataset.task);
}

function judgeGrant({ view }: LedgerInput): Judgement {
  const grantKRW = view.manifest.consortium?.grantKRW;
  const area = areaOf(view);
  if (grantKRW === undefined) return undeclared('consortium.grantKRW');
  if (area === undefined)
    return {
      measured: { grantKRW },
      state: 'not-run',
      note: {
        ko: '과제 번호가 등록부에 없어 한도를 알 수 없습니다',
        en: 'the task is not in the registry, so its ceiling is not known',
      },
    };
  return { measured: { grantKRW }, threshold: { maxKRW: area.budgetKRW } };
}

function judgeTerm({ view }: LedgerInput): Judgement {
  const { agreementDate, deliveryDate } = view.manifest.consortium ?? {};
  const { start, end } = view.profile.term;
  const threshold = { ...(start === undefined ? {} : { start }), end, agreementDay: 1 };
  if (agreementDate === undefined) return { ...undeclared('consortium.agreementDate'), threshold };
  if (deliveryDate === undefined) return { ...undeclared('consortium.deliveryDate'), threshold };
  return { measured: { agreementDate, deliveryDate }, threshold };
}

function judgeApplication({ view }: LedgerInput): Judgement {
  const { applicationFrom, applicationTo } = view.profile.term;
  const threshold = { from: applicationFrom, to: applicationTo };
  const applicationDate = view.manifest.consortium?.applicationDate;
  if (applicationDate !== undefined) return { measured: { applicationDate }, threshold };
  return {
    measured: null,
    threshold,
    state: 'not-applicable',
    note: { ko: '신청일이 적혀 있지 않습니다', en: 'no application date is stated' },
  };
}

type Members = NonNullable<NonNullable<DeliverableView['manifest']['consortium']>['members']>;

function judgeMembers(view: DeliverableView, measure: (members: Members) => Facts): Judgement {
  const members = view.manifest.consortium?.members;
  return members === undefined ? undeclared('consortium.members') : { measured: measure(members) };
}

function judgeKinds({ view }: LedgerInput): Judgement {
  const members = view.manifest.consortium?.members;
  if (members === undefined) return undeclared('consortium.members');
  if (members.some(({ kind }) => kind === undefined)) return undeclared('consortium.members[].kind');
  return { measured: { institutions: members.length } };
}

function judgeMix(input: LedgerInput): Judgement {
  const { view } = input;
  if (judgesBenchmarks(view.profile)) {
    return {
      measured: null,
      state: 'not-applicable',
      note: { ko: '벤치마크 데이터에는 해당하지 않습니다', en: 'does not concern a benchmark dataset' },
    };
  }
  const { labelled, unlabelled } = dataMixOf(view);
  const all = labelled + unlabelled;
  if (all === 0) return needsAll(input, { measured: null, ...NOTHING_DELIVERED });
  return needsAll(input, { measured: { share: Math.floor((unlabelled / all) * 1e6) / 1e6, unlabelled, labelled } });
}

const NOTHING_DELIVERED: Pick<Judgement, 'state' | 'note'> = {
  state: 'not-run',
  note: { ko: '셀 문항도 파일도 없습니다', en: 'there is neither an item nor a file to count' },
};

function judgeGlobal({ view }: LedgerInput): Judgement {
  if (areaOf(view)?.global !== true)
    return {
      measured: null,
      state: 'not-applicable',
      note: { ko: '글로벌 데이터 분야가 아닙니다', en: 'not an area of global data' },
    };
  const { redistributableAbroad } = view.manifest.dataset;
  return redistributableAbroad === undefined
    ? undeclared('dataset.redistributableAbroad')
    : { measured: { redistributableAbroad } };
}

function judgeSyntax(input: LedgerInput, requirement: Requirement): Judgement {
  const records = sumOf(input.totals, Count.Items);
  const sound = sumOf(input.totals, Count.Sound);
  const min = Number(requirement.threshold.min ?? 1);
  const share = records === 0 ? 0 : sound / records;
  // Rounded down: 99.499… must not read as 99.5.
  return needsAll(input, {
    measured: { share: Math.floor(share * 1e6) / 1e6, records, unsound: records - sound },
    meets: sound >= min * records - 1e-9 && records > 0,
  });
}

function judgeLeak(input: LedgerInput, requirement: Requirement): Judgement {
  if (input.complete && input.view.totals.leaderboard === 0) {
    return {
      measured: null,
      state: 'not-applicable',
      note: { ko: '리더보드 분할이 없습니다', en: 'there is no leaderboard split' },
    };
  }
  return countErrors(input, requirement);
}

function judgeMedia(input: LedgerInput, requirement: Requirement): Judgement {
  const references = sumOf(input.totals, Count.Media);
  const bad = sumOf(input.totals, Count.BadMedia);
  if (input.complete && references === 0) {
    return {
      measured: null,
      state: 'not-applicable',
      note: { ko: '미디어를 가리키는 문항이 없습니다', en: 'no item refers to media' },
    };
  }
  const share = references === 0 ? 0 : (references - bad) / references;
  const min = Number(requirement.threshold.min ?? 1);
  return needsAll(input, {
    measured: { share: Math.floor(share * 1e6) / 1e6, references, bad },
    meets: references - bad >= min * references - 1e-9,
  });
}

function judgeEvidence(input: LedgerInput, requirement: Requirement): Judgement {
  const { experiments, evidence } = input.view;
  if (experiments.every(({ predictions }) => predictions.length === 0)) {
    return {
      measured: null,
      state: 'not-applicable',
      note: { ko: '예측을 낸 실험이 없습니다', en: 'no experiment has predictions' },
    };
  }
  const scores = (evidence?.experiments ?? []).flatMap((experiment) =>
    experiment.scores.filter(({ declared }) => declared !== null),
  );
  const unverified = scores.filter(({ recomputed }) => recomputed === null).length;
  const judgement = countErrors(input, requirement);
  const measured = { ...judgement.measured, scores: scores.length, unverified };
  if (unverified === 0) return { ...judgement, measured };
  return {
    ...judgement,
    measured,
    note: {
      ko: `다시 계산할 수 없어 신고한 그대로 받아들인 점수 ${unverified}개`,
      en: `scores taken as declared, for they cannot be recomputed: ${unverified}`,
    },
  };
}
