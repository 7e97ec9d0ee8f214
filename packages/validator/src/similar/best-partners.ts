/** Partners of an item, the best first: by their order, then by their number, each once. */
export interface Ranked {
  count: number;
  readonly orders: Int32Array;
  readonly partners: Int32Array;
}

/** @param most partners that are kept */
export const createRanked = (most: number): Ranked => ({
  count: 0,
  orders: new Int32Array(most),
  partners: new Int32Array(most),
});

/** Takes a partner if it is among the best. */
export function rank(ranked: Ranked, order: number, partner: number): void {
  const { orders, partners } = ranked;
  const last = ranked.count - 1;
  if (last === orders.length - 1 && !isBefore(order, partner, orders[last] as number, partners[last] as number)) return;
  let place = placeOf(ranked, partner);
  if (place >= 0 && (orders[place] as number) <= order) return;
  // Behind the last where there is room, else in the place of the last.
  if (place < 0) place = last === orders.length - 1 ? last : ranked.count++;
  while (place > 0 && isBefore(order, partner, orders[place - 1] as number, partners[place - 1] as number)) {
    orders[place] = orders[place - 1] as number;
    partners[place] = partners[place - 1] as number;
    place -= 1;
  }
  orders[place] = order;
  partners[place] = partner;
}

function placeOf({ count, partners }: Ranked, partner: number): number {
  for (let k = 0; k < count; k++) if (partners[k] === partner) return k;
  return -1;
}

export const isBefore = (order: number, partner: number, otherOrder: number, otherPartner: number): boolean =>
  order < otherOrder || (order === otherOrder && partner < otherPartner);
