import { canonicalString } from '@jatdae/kernel';
import type { KnownItem } from './items.js';
import type { Candidate } from './join.js';
import type { Json } from './json.js';
import type { Reply } from './source.js';

const LETTERS = 26;

/**
 * A line of the prediction file: a choice as its letter in the order of the item, a text as the harness took it from the reply.
 * Null where the choice of the harness is none of the item's.
 */
export function predictionOf({ answer }: Candidate, item: KnownItem): Record<string, Json> | null {
  const { reply, task, index, hashes } = answer;
  const taken = reply.kind === 'text' ? { prediction: reply.text, raw: reply.raw } : choicePrediction(reply, item);
  if (taken === null) return null;
  const kept = Object.entries(hashes).filter(([name]) => item.side !== 'leaderboard' || !TELLING.has(name));
  return { id: item.id, ...taken, source: { task, ...(index === null ? {} : { doc: index }), ...Object.fromEntries(kept) } };
}

/** Whoever hashes every possible answer learns from these which one it is: they are not kept of the leaderboard. */
const TELLING = new Set(['doc_hash', 'target_hash']);

type Choice = Extract<Reply, { kind: 'choice' }>;

function choicePrediction(reply: Choice, item: KnownItem): Record<string, Json> | null {
  const likely = reply.logLikelihoods;
  const raw = reply.raw === null ? {} : { raw: reply.raw };
  const more = likely === null ? {} : { logLikelihoods: likely.map((value) => (Number.isFinite(value) ? value : null)) };
  if (item.choices.length === 0) {
    const text = reply.choices[reply.index];
    return text === undefined ? null : { prediction: text.trim(), ...raw, ...more };
  }
  const places = placesOf(reply, item.choices);
  const place = places?.[reply.index];
  if (places === null || place === undefined || place >= LETTERS) return null;
  const inOrder =
    likely === null ? {} : { logLikelihoods: item.choices.map((_, k) => more.logLikelihoods?.[places.indexOf(k)] ?? null) };
  return { prediction: String.fromCharCode(0x41 + place), ...raw, ...inOrder };
}

/**
 * Where the choices that were offered stand in the item: by their texts where these are the item's, in whatever order; labels, and choices
 * whose texts are not known, stand for the item's own order. Null where they are others, or more or fewer.
 */
function placesOf({ choices, logLikelihoods }: Choice, known: readonly string[]): readonly number[] | null {
  const count = choices.length > 0 ? choices.length : (logLikelihoods?.length ?? 0);
  if (count !== known.length) return null;
  const byText = choices.map((text) => known.indexOf(canonicalString(text)));
  if (byText.length > 0 && new Set(byText).size === count && !byText.includes(-1)) return byText;
  return choices.length === 0 || isLabelled(choices) ? known.map((_, k) => k) : null;
}

/** A, B, C …; 1, 2, 3 …; 0, 1, 2 …; ①, ②, ③ …: with brackets or a full stop, or without. */
const SERIES: readonly ((k: number) => string)[] = [
  (k) => String.fromCharCode(0x41 + k),
  (k) => String(k + 1),
  String,
  (k) => String.fromCharCode(0x2460 + k),
];

function isLabelled(choices: readonly string[]): boolean {
  const labels = choices.map((text) =>
    text
      .trim()
      .replace(/^[([]|[)\].:]+$/gu, '')
      .toUpperCase(),
  );
  return SERIES.some((nameOf) => labels.every((label, k) => label === nameOf(k)));
}
