import type { Judgement, Language } from '@jatdae/schema';
import { type AskedItem, choiceLabel, type DrawnItem } from '@jatdae/validator';
import type { ReviewChoice, ReviewItem, ReviewMedium } from '../api.js';
import { mediaKind, mediaType } from './media-types.js';
import { type Prepared, placeOf } from './session.js';
import { titleIn } from './titles.js';

/** Media that are shown are read as a whole; larger ones a reviewer has to open from the deliverable. */
const LARGEST_MEDIUM = 64 << 20;

/** An item as its reviewer sees it. Nothing of it is masked: whoever judges a key has to see it, and the page is on this machine alone. */
export function reviewItem(
  { manifest, findings }: Pick<Prepared, 'manifest' | 'findings'>,
  { sampled, asked }: DrawnItem,
  mine: Judgement | null,
  language: Language,
): ReviewItem {
  const { item, id, path, record, subMetric, double } = sampled;
  const { side, type, context, question, turns, explanation, category, difficulty, labels } = asked;
  return {
    item,
    id,
    path,
    record,
    subMetric,
    subMetricTitle: titleIn(language, manifest, subMetric),
    side,
    type,
    double,
    context,
    question,
    turns,
    choices: asked.choices.map(
      (text, k): ReviewChoice => ({ label: choiceLabel(k, asked.choices.length), text, key: asked.keys.includes(k) }),
    ),
    answer: answerOf(asked),
    key: keyOf(asked, manifest.dataset.leaderboardAnswers ?? 'included'),
    explanation,
    category,
    difficulty,
    labels,
    media: asked.media.map((medium, index) => reviewMedium(item, medium, index)),
    findings: findings.get(placeOf(path, record)) ?? [],
    mine,
  };
}

/** What is no choice: a text, or JSON of whatever else it is. */
function answerOf({ keys, answer }: AskedItem): string | null {
  if (keys.length > 0 || answer === null || answer === undefined) return null;
  return typeof answer === 'string' ? answer : JSON.stringify(answer, null, 1);
}

function keyOf({ keys, answer, side }: AskedItem, leaderboard: 'included' | 'withheld' | 'sealed'): ReviewItem['key'] {
  if (leaderboard === 'sealed' && side === 'leaderboard') return 'sealed';
  if (keys.length > 0 || (answer !== null && answer !== undefined)) return 'shown';
  return leaderboard === 'withheld' && side === 'leaderboard' ? 'withheld' : 'none';
}

function reviewMedium(item: number, { reference, type, file, bytes }: AskedItem['media'][number], index: number): ReviewMedium {
  const shown = file !== null && bytes <= LARGEST_MEDIUM && mediaType(type) !== null;
  return { reference, kind: mediaKind(type), url: shown ? `/media/${item}/${index}` : null, bytes };
}
