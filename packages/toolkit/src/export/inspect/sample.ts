import type { ItemType, Language } from '@jatdae/schema';
import { choiceLabel, itemText, templateIn } from '@jatdae/validator';
import { pickedChoices, rightReplies } from '../choices.js';
import type { ItemRecord } from '../columns.js';
import type { ExportItem } from '../item.js';
import type { LeftOutReason } from '../left-out.js';

/** How a task asks and scores: by letters of choices, one or several, or by what the model writes. */
export type Way = 'one' | 'several' | 'reply';

/** Null for what Inspect has no solver and scorer for. */
export function wayOf(type: ItemType, labels: readonly string[]): Way | null {
  switch (type) {
    case 'multiple-choice':
    case 'pairwise':
      return 'one';
    case 'multiple-answer':
      return 'several';
    case 'classification':
      return labels.length > 0 ? 'one' : 'reply';
    case 'distribution':
      return null;
    default:
      return 'reply';
  }
}

const MEDIA: Readonly<Record<string, (path: string) => Readonly<Record<string, string>>>> = {
  ...Object.fromEntries(
    ['.png', '.jpg', '.jpeg', '.gif', '.webp'].map((ending) => [ending, (image: string) => ({ type: 'image', image })]),
  ),
  '.wav': (audio) => ({ type: 'audio', audio, format: 'wav' }),
  '.mp3': (audio) => ({ type: 'audio', audio, format: 'mp3' }),
  '.mp4': (video) => ({ type: 'video', video, format: 'mp4' }),
  '.mov': (video) => ({ type: 'video', video, format: 'mov' }),
};

const endingOf = (path: string): string => path.slice(path.lastIndexOf('.')).toLowerCase();

export function refuse(item: ExportItem, language: Language): LeftOutReason | null {
  const way = wayOf(item.type, item.labels);
  if (way === null) return 'type';
  if (item.media.some(({ reference }) => !Object.hasOwn(MEDIA, endingOf(reference)))) return 'media';
  if (way === 'reply')
    return item.type === 'generation' || item.type === 'dialogue' || rightReplies(item).length > 0 ? null : 'no-answer';
  const picked = pickedChoices(item, language);
  if (picked.keys.length === 0) return 'no-answer';
  if (picked.keys.length > 1 && way === 'one') return 'several-answers';
  if (picked.choices.length > 26) return 'many-choices';
  return picked.choices.some((choice) => choice.trim() === '') ? 'blank-choice' : null;
}

/** A line of a dataset, in the fields that `json_dataset` reads of itself. */
export function sampleOf(item: ExportItem, language: Language, canary: string | undefined): ItemRecord {
  const way = wayOf(item.type, item.labels);
  const text = questionText(item, language);
  const metadata = {
    sub_metric: item.subMetric,
    split: item.side,
    category: item.category,
    difficulty: item.difficulty,
    ...(canary === undefined ? {} : { canary }),
  };
  const input = item.mediaPaths.length === 0 ? text : [{ role: 'user', content: [{ type: 'text', text }, ...mediaParts(item)] }];
  const asked = { id: item.name, input };
  if (way === 'reply') return { ...asked, target: rightReplies(item), metadata };
  const { choices, keys } = pickedChoices(item, language);
  return { ...asked, choices, target: keys.map((k) => choiceLabel(k, choices.length)), metadata };
}

/** What the solver puts in the place of `{question}`; the whole of what is asked where there is no such solver. */
export function questionText(item: ExportItem, language: Language): string {
  if (wayOf(item.type, item.labels) === 'reply') return itemText(item, templateIn(language));
  // Without instruction and choices, which the solver adds.
  return itemText({ ...item, type: 'generation', choices: [] }, templateIn(language));
}

/** Paths are taken from the data file's folder. */
const mediaParts = ({ media, mediaPaths }: ExportItem): Readonly<Record<string, string>>[] =>
  mediaPaths.map((path, k) => MEDIA[endingOf(media[k]?.reference ?? '')]?.(`../${path}`) ?? {});
