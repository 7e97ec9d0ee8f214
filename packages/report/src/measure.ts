import type { Language, Localized } from '@jatdae/schema';
import { both, clean, formatCount, formatShare } from './text.js';

type Values = Readonly<Record<string, unknown>>;
type Role = 'threshold' | 'measured';

/** How a known key reads; `{}` stands for the value. */
const THRESHOLD_WORDS: Readonly<Record<string, Localized>> = {
  min: both('{} 이상', 'at least {}'),
  max: both('{} 이하', 'at most {}'),
  minShare: both('{} 이상', 'at least {}'),
  maxShare: both('{} 이하', 'at most {}'),
  start: both('{}부터', 'from {}'),
  from: both('{}부터', 'from {}'),
  applicationFrom: both('{}부터', 'from {}'),
  end: both('{}까지', 'until {}'),
  to: both('{}까지', 'until {}'),
  applicationTo: both('{}까지', 'until {}'),
  llm: both('LLM {}종 이상', 'at least {} LLMs'),
  lmm: both('LMM {}종 이상', 'at least {} LMMs'),
  llms: both('LLM {}종 이상', 'at least {} LLMs'),
  lmms: both('LMM {}종 이상', 'at least {} LMMs'),
};

const MEASURED_WORDS: Readonly<Record<string, Localized>> = {
  min: both('최소 {}', 'lowest {}'),
  max: both('최대 {}', 'highest {}'),
  llm: both('LLM {}종', '{} LLMs'),
  lmm: both('LMM {}종', '{} LMMs'),
  llms: both('LLM {}종', '{} LLMs'),
  lmms: both('LMM {}종', '{} LMMs'),
};

const SHARED_WORDS: Readonly<Record<string, Localized>> = {
  value: both('{}', '{}'),
  count: both('{}', '{}'),
  subMetric: both('({})', '({})'),
  findings: both('지적 {}건', '{} findings'),
  errors: both('오류 {}건', '{} errors'),
  items: both('문항 {}개', '{} items'),
  records: both('레코드 {}개', '{} records'),
  valid: both('유효 {}', '{} valid'),
  unique: both('고유 {}', '{} unique'),
  good: both('정상 {}', '{} good'),
  total: both('전체 {}', 'of {}'),
  references: both('참조 {}개', '{} references'),
  public: both('공개 {}', '{} public'),
  leaderboard: both('리더보드 {}', '{} leaderboard'),
  subMetrics: both('하위 측정 항목 {}개', '{} sub-metrics'),
  declared: both('선언 {}', '{} declared'),
  withItems: both('문항이 있는 것 {}', '{} with items'),
  lead: both('주관기관 {}곳', '{} lead'),
  leads: both('주관기관 {}곳', '{} leads'),
  members: both('기관 {}곳', '{} members'),
  participant: both('참여기관 {}곳', '{} participants'),
  participants: both('참여기관 {}곳', '{} participants'),
  demand: both('수요기관 {}곳', '{} demand institutions'),
  task: both('과제 {}', 'area {}'),
  areas: both('과제 {}', 'areas {}'),
  datasets: both('데이터 {}종', '{} datasets'),
  modalities: both('{}', '{}'),
  grantKRW: both('{}', '{}'),
  budgetKRW: both('{}', '{}'),
  date: both('{}', '{}'),
  applicationDate: both('신청 {}', 'applied {}'),
  agreementDate: both('협약 {}', 'agreed {}'),
  deliveryDate: both('납품 {}', 'delivered {}'),
  health: both('보건 데이터 {}', 'health data {}'),
  healthData: both('보건 데이터 {}', 'health data {}'),
  redistributableAbroad: both('국외 제공 가능 {}', 'may go abroad: {}'),
  license: both('라이선스 {}', 'licence {}'),
  models: both('모델 {}종', '{} models'),
  experiments: both('실험 {}건', '{} experiments'),
  perSubMetric: both('하위 측정 항목마다 {}', 'per sub-metric: {}'),
};

/** A requirement's threshold or measured object in words; a key without words reads `key value`, and null or `{}` as nothing. */
export function describeValues(values: Values | null | undefined, role: Role, language: Language): string {
  if (values === null || values === undefined) return '';
  const parts: string[] = [];
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === undefined || (key === 'tolerance' && 'share' in values)) continue;
    if (key === 'share') parts.push(describeShare(value, values['tolerance'], role, language));
    else parts.push(describeValue(key, value, role, language));
  }
  return parts.reduce((text, part) => joinPart(text, part), '');
}

// «최소 931 (etiquette)» needs no comma; «3 LLMs, 3 LMMs» does.
const joinPart = (text: string, part: string): string =>
  text === '' ? part : `${text}${part.startsWith('(') ? ' ' : ', '}${part}`;

function describeShare(share: unknown, tolerance: unknown, role: Role, language: Language): string {
  const text = typeof share === 'number' ? formatShare(share) : plain(share, language);
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
  if (typeof value === 'number' && /share$/iu.test(key)) return formatShare(value);
  if (typeof value === 'number' && key.endsWith('KRW'))
    return language === 'ko' ? `${formatCount(value)}원` : `KRW ${formatCount(value)}`;
  return plain(value, language);
}

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
