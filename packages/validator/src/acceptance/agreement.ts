/** What raters said of each unit; a unit holds a rater once at the most. */
export type Ratings<Label extends string> = readonly ReadonlyMap<string, Label>[];

/**
 * Krippendorff's alpha for nominal data, any number of raters and missing values (K. Krippendorff, "Computing Krippendorff's
 * alpha-reliability", 2011): 1 − (n − 1) Σ o(c,k≠c) / Σ n(c)·n(k≠c) over the coincidences of units with two or more values.
 * @returns null where it is not defined: no unit has two values, or all values are one
 */
export function krippendorffAlpha<Label extends string>(units: Ratings<Label>): number | null {
  const totals = new Map<Label, number>();
  let pairable = 0;
  let disagreement = 0;
  for (const unit of units) {
    const size = unit.size;
    if (size < 2) continue;
    const counts = new Map<Label, number>();
    for (const label of unit.values()) counts.set(label, (counts.get(label) ?? 0) + 1);
    for (const [label, count] of counts) {
      totals.set(label, (totals.get(label) ?? 0) + count);
      disagreement += (count * (size - count)) / (size - 1);
    }
    pairable += size;
  }
  let expected = 0;
  for (const count of totals.values()) expected += count * (pairable - count);
  return expected === 0 ? null : 1 - ((pairable - 1) * disagreement) / expected;
}

export interface PairAgreement {
  readonly items: number;
  /** share of them on which both say the same; null without items */
  readonly agreed: number | null;
  /** null where it is not defined: no items, or both always say one thing */
  readonly kappa: number | null;
}

/** Cohen's kappa of two raters, over the units that both of them rated (J. Cohen, "A coefficient of agreement for nominal scales", 1960). */
export function cohenKappa<Label extends string>(units: Ratings<Label>, first: string, second: string): PairAgreement {
  const [ofFirst, ofSecond] = [new Map<Label, number>(), new Map<Label, number>()];
  let [items, same] = [0, 0];
  for (const unit of units) {
    const [a, b] = [unit.get(first), unit.get(second)];
    if (a === undefined || b === undefined) continue;
    items += 1;
    if (a === b) same += 1;
    ofFirst.set(a, (ofFirst.get(a) ?? 0) + 1);
    ofSecond.set(b, (ofSecond.get(b) ?? 0) + 1);
  }
  if (items === 0) return { items, agreed: null, kappa: null };
  let chance = 0;
  for (const [label, count] of ofFirst) chance += count * (ofSecond.get(label) ?? 0);
  // In whole numbers, so that "never defined" is not lost in rounding.
  if (chance === items * items) return { items, agreed: same / items, kappa: null };
  return { items, agreed: same / items, kappa: (same * items - chance) / (items * items - chance) };
}
