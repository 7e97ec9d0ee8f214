import type { Rule } from './contract.js';
import type { RulePage } from './page.js';
import { RULES } from './registry.gen.js';

export { type Census, createCensus, groupOf } from './census/census.js';
export { addEncodedCensus, encodeCensus } from './census/encode.js';
export { createHistogram, type Histogram, mergeHistogram, quantileOf } from './census/histogram.js';
export { nameAt } from './census/names.js';
export { type Question, questionsOf } from './census/sample.js';
export { SCRIPTS, scriptOf, scriptsOf } from './census/script.js';
export { createCensusTaker } from './census/taker.js';
export { codesNamed, isSelectable, KNOWN_CODES } from './codes.js';
export type {
  Accumulator,
  Application,
  ConsortiumRule,
  DeliverableRule,
  DeliverableView,
  Draft,
  ExperimentView,
  FileView,
  GroupMember,
  GroupRule,
  ManifestRule,
  MediaFacts,
  MediaFile,
  MediaUse,
  MediaView,
  Milder,
  NearItem,
  NearPair,
  NearRule,
  Outcome,
  OutsideReference,
  PartReport,
  ResourceView,
  Rule,
  RuleMeta,
  ScanContext,
  ScanRule,
  SubMetricTotals,
} from './contract.js';
export { fleissKappa, type PairAgreement, pairAgreements } from './evidence/analysis/agreement.js';
export { type ItemFigures, itemFigures } from './evidence/analysis/item-figures.js';
export { RANK_SEED, RESAMPLES, rankStability } from './evidence/analysis/rank-stability.js';
export { type Discordance, discordanceOf, itemsNeeded, leastDifference, mcnemar } from './evidence/analysis/separation.js';
export { searchWrongKeys } from './evidence/analysis/wrong-keys.js';
export type {
  Evidence,
  ExperimentEvidence,
  Floors,
  PredictionFault,
  SubMetricScore,
  SuspectItem,
  WrongKeys,
} from './evidence/evidence.js';
export { type ChoiceNames, EXTRACTION_VERSION, extractChoice } from './evidence/extract-choice.js';
export { type ExtractedChoices, extractChoices } from './evidence/extract-choices.js';
export type { ResponseTable } from './evidence/responses.js';
export { wrongKeyOptions } from './evidence/wrong-key-options.js';
export { createNameReader } from './files/garbled-name.js';
export { type Findings, keepFinding, noFindings } from './findings.js';
export { shortfallOf } from './media/judge.js';
export { mediaPaths, mediaPrefix } from './media/paths.js';
export { writeMessage } from './message.js';
export { metricNamed } from './metrics/all.js';
export { declaredScore, reproducedAs } from './metrics/declared.js';
export type { Metric, Pair } from './metrics/metric.js';
export { createTally, type Tally } from './metrics/tally.js';
export { type NearOptions, nearOptions } from './near-options.js';
export type { PageText, RulePage } from './page.js';
export { createClueFinder } from './privacy/clues.js';
export { createMask, type Mask, maskTexts } from './privacy/mask.js';
export { isAnswerPointer, isSecret, MASK } from './secrecy.js';
export { dataMixOf, judgesBenchmarks } from './term/data-mix.js';
export { RULES };

export function findRule(code: string): Rule | undefined {
  return RULES.find(({ meta }) => meta.code === code);
}

/** What, why, how to fix, and examples of a rule, in both languages. */
export async function loadPage(code: string): Promise<RulePage | undefined> {
  const { PAGES } = await import('./pages.gen.js');
  return Object.hasOwn(PAGES, code) ? PAGES[code] : undefined;
}
