/** Metrics against the numbers of the tools that define them. */
import { expect, it } from 'vitest';
import { metricNamed } from './all.js';
import { bleuCounts, bleuOf } from './bleu.js';
import { chrfCounts, chrfOf } from './chrf.js';
import type { Pair } from './metric.js';
import { createTally, type Score } from './tally.js';

function scoreOf(name: string, pairs: readonly Partial<Pair>[]): Score {
  const metric = metricNamed(name);
  if (metric === null) throw new Error(name);
  const tally = createTally(metric);
  pairs.forEach((pair, k) => {
    tally.add({ choices: 0, keyChoices: 0, givenChoices: 0, key: null, given: null, ...pair }, k);
  });
  return tally.score() as Score;
}

const texts = (name: string, given: readonly string[], keys: readonly unknown[]): Score =>
  scoreOf(
    name,
    given.map((text, k) => ({ given: text, key: keys[k] })),
  );

// sacreBLEU, test/test_bleu.py: test_corpus_bleu_cases, with its default settings (the example of its README), and test_raw_bleu_cases.
const hypotheses = ['The dog bit the man.', "It wasn't surprising.", 'The man had just bitten him.'];
const references = [
  ['The dog bit the man.', 'The dog had bit the man.'],
  ['It was not unexpected.', 'No one was surprised.'],
  ['The man bit him first.', 'The man had bitten the dog.'],
];

it('gives BLEU as sacreBLEU does', () => {
  expect(texts('bleu', hypotheses, references).score * 100).toBeCloseTo(48.530827, 6);
  expect(texts('bleu', ['', '', ''], references).score).toBe(0);
  expect(texts('bleu', ['this is a test'], ['this is a test']).score).toBeCloseTo(1, 12);
  // The same, test_corpus_bleu_cases with tokenize=none.
  const counts = hypotheses.map((text, k) =>
    bleuCounts(
      text.split(' '),
      (references[k] ?? []).map((reference) => reference.split(' ')),
    ),
  );
  const sums = new Float64Array(10).map((_, at) => counts.reduce((sum, each) => sum + (each[at] ?? 0), 0));
  expect(bleuOf(sums) * 100).toBeCloseTo(49.1919566, 6);
  // test_case_scoring: common counts 9 7 5 3 of 10 8 6 4, both 11 words long.
  expect(bleuOf(Float64Array.of(11, 11, 10, 9, 8, 7, 6, 5, 4, 3))).toBeCloseTo(0.8375922397, 9);
});

// sacreBLEU, test/test_chrf.py, with eps_smoothing=False and β = 3: test_cases_effective_order, and test_cases_keep_whitespace, where
// blanks count as characters.
it.each([
  [['a'], ['a'], 100],
  [[''], ['reference'], 0],
  [['a b c'], ['abc'], 100],
  [['a', 'b'], ['a', 'c'], 50],
  [['aa'], ['ab'], 25],
])('gives chrF of %j against %j as sacreBLEU does', (given, reference, expected) => {
  const sums = new Float64Array(18);
  given.forEach((text, k) => {
    const counts = chrfCounts([...text.replaceAll(' ', '')], [...(reference[k] ?? '')]);
    for (let at = 0; at < 18; at++) sums[at] = (sums[at] ?? 0) + (counts[at] ?? 0);
  });
  expect(chrfOf(sums, 3) * 100).toBeCloseTo(expected, 9);
});

it.each([
  [
    'Die Beziehung zwischen Obama und Netanjahu ist nicht gerade freundlich.',
    'Das Verhältnis zwischen Obama und Netanyahu ist nicht gerade freundschaftlich.',
    67.3481606,
  ],
  [
    'risk assessment must be made of those who are qualified and expertise in the sector - these are the scientists .',
    'risk assessment has to be undertaken by those who are qualified and expert in that area - that is the scientists .',
    65.2414427,
  ],
])('gives chrF of whole sentences as sacreBLEU does: %j', (given, reference, expected) => {
  expect(chrfOf(chrfCounts([...given], [...reference]), 3) * 100).toBeCloseTo(expected, 6);
});

// rouge_score, rouge_scorer_test.py: testRougeLConsecutive, testRougeLNonConsecutive, testRougeEmpty, and testRougeLAgainstRouge155, whose
// numbers are those of ROUGE-1.5.5 on its testdata/target.txt and prediction.txt.
it('gives ROUGE-L as rouge_score does', () => {
  expect(texts('rouge-l', ['testing one'], ['testing one two']).score).toBeCloseTo(4 / 5, 6);
  expect(texts('rouge-l', ['testing two'], ['testing one two']).score).toBeCloseTo(4 / 5, 6);
  expect(texts('rouge-l', [''], ['testing one two']).score).toBe(0);
  const targets = [
    "ZfbCUIUuePaiLVUlCaUXxkpu XPeWing tUHfPMuZ',-Xd Y BrUgVJing M-HV.-DgdDaY.rFDJCRing Ht-LM EKBDXkME,yz'RBr q'wtion wIojNbN wL,b .a-'XdQggyFl jB-RPP'iyOIcUxer tKM L",
    "KsJdPByEtAor fE-Qg Dpdbring cw-WeFyu vC MoBL Xdn g wkvcEiGvKtion BDFhrpMtion psing sbKao Q m qiing LMmer HqqLFXe,XPY,J XsurkMer ,ed nB'wH'bWVHjWFEing tQ.saefZwJtKrTlixYpMMsJing UCAPwNHeYVjDing c T BUySKtion gMPfJpwGw p'NvxAoping eu pBwMBKV'I DNxqelhu,PHPxDEq,mtion SN",
  ];
  const predictions = [
    "rFDJCRtion Ht-LM EKtDXkME,yz'RBr q'wer wrojNbN wL,b .a-'XdQggyFl jB-RPP'iyOIcUxi",
    "nn cw-WeFyu vC MoBL Xdn g wkvcEiGvKtion BDFhrpMer pstion sbKao Q m qier LMmed HqqLFXe,XPY,J XsurkMeo ,ed nB'wH'bWVHjWFEer tQ.saefZwJtKrTlixYpMMNJtion UCAPwNHeYVjD",
  ];
  expect(texts('rouge-l', predictions.slice(0, 1), targets.slice(0, 1)).score).toBeCloseTo(0.51163, 5);
  expect(texts('rouge-l', predictions.slice(1), targets.slice(1)).score).toBeCloseTo(0.5, 5);
});

it('counts Korean words for ROUGE-L, which rouge_score leaves out', () => {
  expect(texts('rouge-l', ['서울은 한국의 수도이다'], ['서울은 대한민국의 수도이다']).score).toBeCloseTo(2 / 3, 6);
});

// By the published definitions of SQuAD's and KorQuAD's evaluation, worked out by hand.
it.each([
  ['the Norman conquest', 'Norman Conquest of 1066', 2 / 3, (2 * 14) / (17 + 20)],
  ['서울특별시', '서울', 0, (2 * 2) / (5 + 2)],
  ['《훈민정음》', '훈민정음', 0, 1],
  ['1446년', ['1446년', '세종 28년'], 1, 1],
  ['', '서울', 0, 0],
])('gives F1 of %j against %j over words and over characters', (given, key, words, characters) => {
  const { score, variants } = texts('f1', [given], [key]);
  expect(score).toBeCloseTo(words, 6);
  expect(variants.characters).toBeCloseTo(characters, 6);
});

// Brier 1950: a forecast of 0.7 and 0.3, of which the first comes true, costs 0.3² + 0.3².
it('gives the Brier score and the log loss of probabilities', () => {
  const pairs = [
    { choices: 2, keyChoices: 1, given: [0.7, 0.3] },
    { choices: 2, keyChoices: 2, given: [0.5, 0.5] },
  ];
  expect(scoreOf('brier', pairs).score).toBeCloseTo((0.18 + 0.5) / 2, 6);
  expect(scoreOf('brier', pairs).variants.half).toBeCloseTo(0.17, 6);
  expect(scoreOf('log-loss', pairs).score).toBeCloseTo(-(Math.log(0.7) + Math.log(0.5)) / 2, 6);
  expect(scoreOf('brier', [{ choices: 2, keyChoices: 1, given: [70, 30] }]).score).toBeCloseTo(0.18, 6);
  for (const given of [[0.7, 0.7], [1.5, -0.5], [1], 'A', ['x', 1]]) {
    expect(scoreOf('brier', [{ choices: 2, keyChoices: 1, given }]).score).toBe(2);
  }
  expect(scoreOf('log-loss', [{ choices: 2, keyChoices: 1, given: [0, 1] }]).score).toBeCloseTo(53 * Math.LN2, 5);
});

// SciPy, spatial/distance: jensenshannon([1, 0], [0.5, 0.5], base 2) is 0.5579230452841438 (also in its documentation, 0.46450140402245893 in nats).
it('gives the Jensen–Shannon distance as SciPy does', () => {
  const { score, variants } = scoreOf('distribution-distance', [{ choices: 2, key: [1, 0], given: [0.5, 0.5] }]);
  expect(score).toBeCloseTo(0.5579230452841438, 6);
  expect(score * Math.sqrt(Math.LN2)).toBeCloseTo(0.46450140402245893, 6);
  expect(variants['js-similarity']).toBeCloseTo(1 - 0.5579230452841438, 6);
  expect(scoreOf('distribution-distance', [{ choices: 2, key: [0.2, 0.8], given: 'A' }]).score).toBe(1);
});

it('gives the same score and interval in whatever order the items come', () => {
  for (const name of ['f1', 'bleu', 'chrf']) {
    const metric = metricNamed(name);
    const orders = [
      [0, 1, 2],
      [2, 0, 1],
    ].map((order) => {
      const tally = createTally(metric as NonNullable<typeof metric>);
      for (const k of order) {
        tally.add({ choices: 0, keyChoices: 0, givenChoices: 0, key: references[k], given: hypotheses[k] }, k);
      }
      return tally.score();
    });
    expect(orders[0], name).toEqual(orders[1]);
    expect(orders[0]?.low).toBeLessThanOrEqual(orders[0]?.score ?? 0);
    expect(orders[0]?.high).toBeGreaterThanOrEqual(orders[0]?.score ?? 1);
  }
});
