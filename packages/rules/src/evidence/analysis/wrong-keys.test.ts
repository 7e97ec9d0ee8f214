import { expect, it } from 'vitest';
import { type SimulatedModels, simulateModels } from '../../testing/models.js';
import type { ResponseTable } from '../responses.js';
import { searchWrongKeys } from './wrong-keys.js';

const LIMITS = { falseDiscoveries: 0.1, models: 3, least: 100 };
const SEEDS = Array.from({ length: 25 }, (_, k) => k + 1);
const FIVE: SimulatedModels = { items: 1000, accuracy: [0.6, 0.68, 0.75, 0.82, 0.9], choices: 4, wrongKeys: 0.03 };

/** Over all seeds together. */
function measure(models: SimulatedModels, falseDiscoveries = 0.1) {
  let found = 0;
  let suspected = 0;
  let planted = 0;
  for (const seed of SEEDS) {
    const { table, replaced } = simulateModels(seed, models);
    const { suspects } = searchWrongKeys(table, { ...LIMITS, falseDiscoveries });
    found += suspects.filter(({ item }) => replaced.has(item)).length;
    suspected += suspects.length;
    planted += replaced.size;
  }
  return { precision: found / suspected, recall: found / planted, suspected };
}

it('finds nearly all of 3 % wrong keys among 1,000 items with five models of 60 to 90 %', () => {
  // 25 seeds: precision 0.926, recall 0.883.
  const { precision, recall } = measure(FIVE);
  expect(precision).toBeGreaterThan(0.9);
  expect(recall).toBeGreaterThan(0.85);
});

it('keeps to its rate of false discoveries where hard items and tempting choices make models err together, and finds less', () => {
  // 25 seeds: precision 0.880, recall 0.540; what remains looks the same from outside.
  const { precision, recall } = measure({ ...FIVE, spread: 1, lure: 0.3 });
  expect(precision).toBeGreaterThan(0.85);
  expect(recall).toBeGreaterThan(0.5);
});

it('finds more with more models, although they err together', () => {
  const accuracy = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];
  const { precision, recall } = measure({ ...FIVE, accuracy, spread: 1.2, lure: 0.4 });
  expect(precision).toBeGreaterThan(0.88);
  expect(recall).toBeGreaterThan(0.85);
});

it('suspects next to nothing where every key is right, however often the models err together', () => {
  // Of 25,000 items: 1 and 0.
  expect(measure({ ...FIVE, wrongKeys: 0 }).suspected).toBeLessThan(4);
  expect(measure({ ...FIVE, wrongKeys: 0, spread: 1.5, lure: 0.6 }).suspected).toBeLessThan(4);
});

it('is stricter where fewer false alarms are wanted', () => {
  const strict = measure(FIVE, 0.02);
  expect(strict.precision).toBeGreaterThan(0.97);
  expect(strict.suspected).toBeLessThan(measure(FIVE, 0.1).suspected);
});

it('names the choice that the models agree on, and how many of them', () => {
  const { table, replaced } = simulateModels(3, FIVE);
  const { suspects, falseOnes, wrongShare, searched } = searchWrongKeys(table, LIMITS);
  for (const { item, rival, agreeing, answered, probability } of suspects) {
    expect(table.keys[item]).not.toBe(rival);
    expect(table.chosen.filter((column) => column[item] === rival)).toHaveLength(agreeing);
    expect(answered).toBe(5);
    expect(probability).toBeGreaterThanOrEqual(0.5);
  }
  expect(suspects.filter(({ item }) => replaced.has(item)).length).toBeGreaterThan(20);
  expect(falseOnes).toBeLessThanOrEqual(0.1 * suspects.length);
  expect(wrongShare).toBeCloseTo(0.03, 1);
  expect(searched).toBe(1000);
});

it('does not depend on how the choices are called', () => {
  const { table } = simulateModels(5, FIVE);
  const turn = (column: Int16Array): Int16Array => column.map((choice, i) => (choice + i) % 4);
  const turned: ResponseTable = { ...table, keys: turn(table.keys), chosen: table.chosen.map(turn) };
  const itemsOf = (of: ResponseTable) => searchWrongKeys(of, LIMITS).suspects.map(({ item }) => item);
  expect(itemsOf(turned)).toEqual(itemsOf(table));
});

it('leaves out items without one key, and takes small sub-metrics together', () => {
  const { table } = simulateModels(7, FIVE);
  const subMetric = table.subMetric.map((_, i) => i % 8);
  const keys = table.keys.map((key, i) => (i < 100 ? -1 : key));
  const { suspects, searched } = searchWrongKeys({ ...table, subMetric, keys }, LIMITS);
  expect(searched).toBe(900);
  expect(suspects.length).toBeGreaterThan(10);
  expect(suspects.every(({ item }) => item >= 100)).toBe(true);
});

it('looks at nothing with two models or a handful of items', () => {
  const nothing = { suspects: [], falseOnes: 0, searched: 0, wrongShare: null };
  const two = simulateModels(1, { ...FIVE, accuracy: [0.8, 0.9] }).table;
  expect(searchWrongKeys(two, LIMITS)).toEqual(nothing);
  const few = simulateModels(1, { ...FIVE, items: 50 }).table;
  expect(searchWrongKeys(few, LIMITS)).toEqual(nothing);
});

it('looks at fewer items, or asks for more models, where the profile says so', () => {
  const few = simulateModels(1, { ...FIVE, items: 50 }).table;
  expect(searchWrongKeys(few, { ...LIMITS, least: 50 }).searched).toBe(50);
  const five = simulateModels(1, FIVE).table;
  expect(searchWrongKeys(five, { ...LIMITS, models: 6 }).searched).toBe(0);
});

it('passes over answers that are not there', () => {
  const { table, replaced } = simulateModels(9, FIVE);
  const chosen = table.chosen.map((column, m) => column.map((choice, i) => ((i + m) % 7 === 0 ? -1 : choice)));
  const { suspects } = searchWrongKeys({ ...table, chosen }, LIMITS);
  expect(suspects.filter(({ item }) => replaced.has(item)).length).toBeGreaterThan(15);
  expect(suspects.some(({ answered }) => answered === 4)).toBe(true);
});
