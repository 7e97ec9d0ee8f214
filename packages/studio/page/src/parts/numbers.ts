/** A share as percent, at most two decimals: 0.9873 → 98.73 %. */
export const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`;

/** A coefficient of agreement. */
export const coefficient = (value: number | null): string => (value === null ? '–' : value.toFixed(2));

export const count = (value: number): string => value.toLocaleString('en');
