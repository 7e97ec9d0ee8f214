// Generated from schemas/ by scripts/gen-schema.ts.

/**
 * One line of an experiment's predictions.
 */
export interface Prediction {
  /**
   * The item's id.
   */
  id: string | number;
  /**
   * The item's sub-metric, where ids are unique only in their sub-metric or resource (idScope).
   */
  subMetric?: string | null;
  /**
   * In the form of the item's answer; null where the model gave none.
   */
  prediction:
    | string
    | number
    | boolean
    | null
    | unknown[]
    | {
        [k: string]: unknown;
      };
  /**
   * What the model wrote, untouched.
   */
  raw?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
