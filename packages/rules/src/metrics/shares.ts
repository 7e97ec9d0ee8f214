/** How far shares may be from their whole in sum: they are rounded. */
const SLACK = 0.02;

/** A list of shares in the choices' order, of 1 or of 100 in all; null where the value is none. */
export function sharesOf(value: unknown, choices: number): readonly number[] | null {
  if (!Array.isArray(value) || value.length !== choices || choices === 0) return null;
  const shares = value.map((share) =>
    typeof share === 'number' ? share : typeof share === 'string' ? Number(share) : Number.NaN,
  );
  const sum = shares.reduce((so, share) => so + share, 0);
  const isWhole = Math.abs(sum - 1) <= SLACK || Math.abs(sum / 100 - 1) <= SLACK;
  if (!isWhole || shares.some((share) => share < 0)) return null;
  return shares.map((share) => share / sum);
}
