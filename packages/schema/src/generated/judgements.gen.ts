// Generated from schemas/ by scripts/gen-schema.ts.

export type SampleRule = ProportionRule | IsoRule;
export type Between = number;
/**
 * General inspection level.
 */
export type InspectionLevel = 'I' | 'II' | 'III';
export type Name = string;
/**
 * withdrawn: the reviewer takes back what they said of the item before.
 */
export type JudgementVerdict = 'pass' | 'defect' | 'withdrawn';
export type DefectKind =
  | 'wrong-key'
  | 'no-right-answer'
  | 'several-right-answers'
  | 'unclear-question'
  | 'unclear-choices'
  | 'bad-media'
  | 'bad-translation'
  | 'other';
export type AdjudicationVerdict = 'pass' | 'defect';

/**
 * What reviewers judged of a sample of a deliverable, with the plan by which the sample was drawn. Whoever has the data can draw the same sample again.
 */
export interface Judgements {
  /**
   * Version of the tool.
   */
  jatdae: string;
  /**
   * Version of this format.
   */
  judgements: 1;
  deliverable: JudgedDeliverable;
  plan: SamplePlan;
  /**
   * The sample.
   */
  items: SampledItem[];
  /**
   * Every judgement, in the order in which they were stored; of one item and reviewer the last one counts.
   */
  given: Judgement[];
  /**
   * In the order in which they were stored; of one item the last one counts.
   */
  adjudications: Adjudication[];
}
export interface JudgedDeliverable {
  name: string;
  version: string;
  /**
   * Print of all items that could be drawn, whatever their order; lower-case hex.
   */
  frame: string;
}
export interface SamplePlan {
  rule: SampleRule;
  /**
   * What is drawn follows from it and the items alone.
   */
  seed: string;
  /**
   * Share of the sample that two reviewers judge.
   */
  doubleShare: number;
  /**
   * In the order of the manifest's sub-metrics.
   */
  strata: Stratum[];
}
/**
 * Estimates the share of sound items of each sub-metric; the size is Cochran's with the correction for a finite population.
 */
export interface ProportionRule {
  method: 'proportion';
  /**
   * Share of sound items that is required.
   */
  accuracy: number;
  confidence: Between;
  /**
   * Half the width of the interval around the required share.
   */
  margin: number;
}
/**
 * Single sampling plan for normal inspection of ISO 2859-1; a lot is a sub-metric.
 */
export interface IsoRule {
  method: 'iso-2859-1';
  level: InspectionLevel;
  /**
   * Acceptance quality limit, percent nonconforming.
   */
  aql: 0.01 | 0.015 | 0.025 | 0.04 | 0.065 | 0.1 | 0.15 | 0.25 | 0.4 | 0.65 | 1 | 1.5 | 2.5 | 4 | 6.5 | 10;
  /**
   * Of the interval that is shown beside the verdict.
   */
  confidence: number;
}
/**
 * A sub-metric, as it is drawn from.
 */
export interface Stratum {
  subMetric: string;
  /**
   * Valid distinct items.
   */
  population: number;
  /**
   * Items to judge.
   */
  size: number;
  /**
   * Of these, judged by two reviewers.
   */
  doubles: number;
  /**
   * Most defective items with which the sub-metric passes.
   */
  accept: number;
}
export interface SampledItem {
  /**
   * Number in the sample, from 1.
   */
  item: number;
  subMetric: string;
  id: string | null;
  path: string;
  /**
   * In its file, from 1.
   */
  record: number;
  /**
   * Of what makes two items the same: what it was drawn by.
   */
  print: string;
  /**
   * Of all that a reviewer is shown of the item.
   */
  sha256: string;
  /**
   * Two reviewers judge it.
   */
  double: boolean;
}
export interface Judgement {
  /**
   * Made by who sends it: what is sent twice counts once.
   */
  id: string;
  item: number;
  reviewer: Name;
  verdict: JudgementVerdict;
  /**
   * Of a defect alone.
   */
  defect: DefectKind | null;
  note: string | null;
  /**
   * When it was stored.
   */
  at: string;
}
/**
 * What holds of an item that reviewers judged differently.
 */
export interface Adjudication {
  id: string;
  item: number;
  by: Name;
  verdict: AdjudicationVerdict;
  defect: DefectKind | null;
  note: string | null;
  at: string;
}
