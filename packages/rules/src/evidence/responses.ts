/**
 * What models answered, for rules and analyses that look at items across models. Models stand in the manifest's order, those without
 * predictions left out; items in the order of the plan, one for each record of the deliverable, whether it can be scored or not.
 */
export interface ResponseTable {
  /** ids of the experiments */
  readonly models: readonly string[];
  readonly items: number;
  /** by model, then item: 0 wrong, 1 right, 2 no answer of the model, or none that can be judged */
  readonly correct: readonly Uint8Array[];
  /** by model, then item: index of the chosen choice, -1 none or more than one */
  readonly chosen: readonly Int16Array[];
  /** index of the choice that is the key, -1 where there is none or more than one */
  readonly keys: Int16Array;
  /** how many choices the item has, 0 where its key is none of them */
  readonly choices: Uint8Array;
  /** index in the plan's sub-metrics, -1 where it is unknown */
  readonly subMetric: Int16Array;
}
