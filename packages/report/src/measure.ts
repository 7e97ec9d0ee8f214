import type { Language, Localized } from '@jatdae/schema';
import { both, clean, formatCount, formatShare } from './text.js';

type Values = Readonly<Record<string, unknown>>;
type Role = 'threshold' | 'measured';

/** How a known key reads; `{}` stands for the value. */
const THRESHOLD_WORDS: Readonly<Record<string, Localized>> = {
  min: both('{} 이상', 'at least {}'),
  max: both('{} 이하', 'at most {}'),
  maxKRW: both('{} 이하', 'at most {}'),
  start: both('{}부터', 'from {}'),
  from: both('{}부터', 'from {}'),
  end: both('{}까지', 'until {}'),
  to: both('{}까지', 'until {}'),
  agreementDay: both('협약일은 매월 {}일', 'agreement on day {} of a month'),
  llm: both('LLM {}종 이상', 'at least {} LLMs'),
  lmm: both('LMM {}종 이상', 'at least {} LMMs'),
  tasks: both('과제 1-{}', 'area 1-{}'),
  labelled: both('라벨 있음 {} 이상', 'labelled: at least {}'),
  method: both('{}', '{}'),
  level: both('검사 수준 {}', 'level {}'),
  aql: both('AQL {}%', 'AQL {} %'),
  accuracy: both('정확도 {} 이상', 'accuracy at least {}'),
  confidence: both('신뢰수준 {}', 'confidence {}'),
  margin: both('오차 {}', 'margin {}'),
  doubleShare: both('이중 심사 {}', 'reviewed twice {}'),
};

const MEASURED_WORDS: Readonly<Record<string, Localized>> = {
  min: both('최소 {}', 'lowest {}'),
  max: both('최대 {}', 'highest {}'),
  llm: both('LLM {}종', '{} LLMs'),
  lmm: both('LMM {}종', '{} LMMs'),
  unlabelled: both('라벨 없음 {}', 'unlabelled: {}'),
  labelled: both('라벨 있음 {}', 'labelled: {}'),
};

const SHARED_WORDS: Readonly<Record<string, Localized>> = {
  count: both('{}', '{}'),
  subMetric: both('({})', '({})'),
  subMetrics: both('하위 측정 항목 {}개', 'sub-metrics: {}'),
  leaderboard: both('리더보드 {}', '{} leaderboard'),
  items: both('전체 {}', '{} in all'),
  records: both('레코드 {}개', 'records: {}'),
  unsound: both('그중 잘못된 것 {}개', 'unsound: {}'),
  references: both('참조 {}건', 'references: {}'),
  applications: both('신청 {}건', 'applications: {}'),
  institutions: both('기관 {}곳', 'institutions: {}'),
  leads: both('주관기관 {}곳', 'leads: {}'),
  demandGrantKRW: both('수요기관 지원금 {}', 'grant of demand institutions {}'),
  sample: both('표본 {}문항', 'sample: {}'),
  judged: both('판정 {}문항', 'judged: {}'),
  defects: both('결함 {}개', 'defects: {}'),
  findings: both('지적 {}건', 'findings: {}'),
  scores: both('점수 {}개', 'scores: {}'),
  unverified: both('그중 다시 계산하지 못한 것 {}개', 'not recomputed: {}'),
  task: both('과제 {}', 'area {}'),
  modalities: both('{}', '{}'),
  grantKRW: both('{}', '{}'),
  applicationDate: both('신청 {}', 'applied {}'),
  agreementDate: both('협약 {}', 'agreed {}'),
  deliveryDate: both('납품 {}', 'delivered {}'),
  healthData: both('심의 {}', 'review: {}'),
  redistributableAbroad: both('국외 제공 {}', 'provision abroad: {}'),
};

const VALUE_WORDS: Readonly<Record<string, Readonly<Record<string, Localized>>>> = {
  healthData: {
    none: both('대상 아님', 'not concerned'),
    exempt: both('면제', 'exempt'),
    'irb-required': both('필요', 'needed'),
  },
  method: { proportion: both('비율 추정', 'proportion'), 'iso-2859-1': both('ISO 2859-1', 'ISO 2859-1') },
  redistributableAbroad: { true: both('가능', 'possible'), false: both('불가', 'not possible') },
};

/** A requirement's threshold or measured object in words; a key without words reads `key value`, and null or `{}` as nothing. */
export function describeValues(values: Values | null | undefined, role: Role, language: Language): string {
  let text = '';
  for (const [key, value] of inOrder(values ?? {}, role)) {
    const told = key === 'tolerance' && values?.share !== undefined;
    if (value === null || value === undefined || told) continue;
    // No LMM is asked for where all data is text.
    if (role === 'threshold' && key === 'lmm' && value === 0) continue;
    const part =
      key === 'share' ? describeShare(value, values?.tolerance, role, language) : describeValue(key, value, role, language);
    text += text === '' ? part : `${JOINED_BY_SPACE.has(key) ? ' ' : ', '}${part}`;
  }
  return text;
}

/** As the word tables have them, so that a report reads the same after a way through JSON; unknown keys last. */
function inOrder(values: Values, role: Role): [string, unknown][] {
  const known = ['share', ...Object.keys(role === 'threshold' ? THRESHOLD_WORDS : MEASURED_WORDS), ...Object.keys(SHARED_WORDS)];
  const rank = (key: string): number => (known.includes(key) ? known.indexOf(key) : known.length);
  return Object.entries(values).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** «최소 931 (예절)» and «2024-07-01부터 2024-12-31까지» need no comma; «3 LLMs, 3 LMMs» does. */
const JOINED_BY_SPACE: ReadonlySet<string> = new Set(['subMetric', 'end', 'to']);

function describeShare(share: unknown, tolerance: unknown, role: Role, language: Language): string {
  const text = typeof share === 'number' ? formatShare(share, 4) : plain(share, language);
  if (typeof tolerance !== 'number' || role === 'measured') return text;
  const points = Math.round(tolerance * 1_000_000) / 10_000;
  return language === 'ko' ? `${text} ± ${points}%p` : `${text} ± ${points} points`;
}

function describeValue(key: string, value: unknown, role: Role, language: Language): string {
  const own = role === 'threshold' ? THRESHOLD_WORDS : MEASURED_WORDS;
  const words = lookUp(own, key) ?? lookUp(SHARED_WORDS, key);
  if (role === 'threshold' && key === 'max' && value === 0) return NONE[language];
  const shown = keyedValue(key, value, language);
  return words === undefined ? `${clean(key)} ${shown}` : words[language].replace('{}', () => shown);
}

const lookUp = (table: Readonly<Record<string, Localized>>, key: string): Localized | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

function keyedValue(key: string, value: unknown, language: Language): string {
  const word = lookUp(VALUE_WORDS[key] ?? {}, String(value));
  if (word !== undefined) return word[language];
  if (typeof value === 'number' && key.endsWith('KRW'))
    return language === 'ko' ? `${formatCount(value)}원` : `KRW ${formatCount(value)}`;
  if (typeof value === 'number' && isShare(key, value)) return formatShare(value, 4);
  return plain(value, language);
}

// Thresholds of shares and of counts are both called min and max; no count is a fraction.
const isShare = (key: string, value: number): boolean => /share$/iu.test(key) || (value > 0 && value < 1);

function plain(value: unknown, language: Language): string {
  if (typeof value === 'number') return formatCount(value);
  if (typeof value === 'string') return clean(value);
  if (typeof value === 'boolean') return YES_NO[value ? 'yes' : 'no'][language];
  if (Array.isArray(value)) return value.map((element) => plain(element, language)).join(', ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, inner]) => `${clean(key)} ${keyedValue(key, inner, language)}`)
      .join(', ');
  }
  return String(value);
}

const NONE = both('없어야 함', 'none allowed');
const YES_NO = { yes: both('예', 'yes'), no: both('아니요', 'no') };
