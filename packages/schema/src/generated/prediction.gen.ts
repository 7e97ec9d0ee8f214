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
