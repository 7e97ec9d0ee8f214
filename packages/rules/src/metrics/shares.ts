/** How far shares may be from 1 in sum: they are rounded. */
const SLACK = 0.02;

/** Shares by choice, which sum to 1; null where the value is none. In a list they stand in the choices' order. */
export function sharesOf(value: unknown, choices: number): readonly number[] | null {
  if (!Array.isArray(value) || value.length !== choices || choices === 0) return null;
  const shares = value.map((share) =>
    typeof share === 'number' ? share : typeof share === 'string' ? Number(share) : Number.NaN,
  );
  const sum = shares.reduce((so, share) => so + share, 0);
  if (shares.some((share) => !(share >= 0)) || Math.abs(sum - 1) > SLACK) return null;
  return shares.map((share) => share / sum);
}
