import type { FileTree } from '@jatdae/readers';
import { UsageError } from '@jatdae/validator';
import type { ReadAs } from '../init/files/sample.js';
import type { Survey } from '../init/files/survey.js';
import { type LookOptions, lookAt } from '../init/init.js';
import type { Proposal } from '../init/proposal.js';
import { type ProposeOptions, propose } from '../init/propose.js';
import type { DescribedFile } from './description.js';
import { createFinder } from './find-files.js';
import { absentFiles, type Imported, mergeDescription } from './merge.js';
import { proposeOwn } from './own-columns.js';
import { readDescription } from './read-description.js';

/** A description and what was seen of the files that it names; nothing outside of its folder was read. */
export interface DescribedSurvey extends Imported {
  readonly survey: Survey;
}

/**
 * Reads a Croissant or Data Package description and looks at the files of its folder that it names.
 * @param target the description, or its folder
 * @throws UsageError where the description cannot be used, or a manifest is in the way
 */
export async function lookAtDescription(target: string, options: Omit<LookOptions, 'dataOf'>): Promise<DescribedSurvey> {
  const { folder, description } = await readDescription(target);
  const files = new Map<string, DescribedFile>();
  const dataOf = (tree: FileTree): ReadonlyMap<string, ReadAs> => {
    const find = createFinder(tree);
    for (const file of description.files) for (const path of find(file.glob)) if (!files.has(path)) files.set(path, file);
    return new Map(
      [...files]
        .filter(([path, { as }]) => as.format !== undefined || !MEDIA_OR_OTHER.test(path))
        .map(([path, { as }]) => [path, as]),
    );
  };
  const survey = await lookAt(folder, { ...options, dataOf });
  return { survey, description, files };
}

/** Where no format is told: descriptions name pictures, sound, texts and archives as well, which hold no records. */
const MEDIA_OR_OTHER =
  /\.(?:png|jpe?g|gif|bmp|webp|tiff?|svg|wav|flac|ogg|opus|mp3|m4a|mp4|mov|webm|mkv|avi|md|txt|pdf|zip|tar|tgz|html?|ya?ml)$/iu;

/**
 * A manifest of what a description says and, where it says nothing, of what `init` would guess.
 * @throws UsageError where none of its files is there and holds items
 */
export function proposeImport({ survey, ...imported }: DescribedSurvey, options: ProposeOptions): Proposal {
  const drawn = proposeOwn(survey, imported, options) ?? propose(survey, options);
  if (drawn.schemas.size > 0) return mergeDescription(drawn, survey, imported);
  const { description } = imported;
  const told = [
    ...absentFiles(imported, createFinder(survey.tree)),
    ...description.warnings,
    ...drawn.leftOut.map(({ path, reason }) => ({ ko: `${path}: ${reason.ko}`, en: `${path}: ${reason.en}` })),
  ].slice(0, MOST_TOLD);
  const list = (language: 'ko' | 'en'): string => told.map((one) => `\n  ${one[language]}`).join('');
  throw new UsageError({
    ko: `${description.file}: 설명이 가리키는 파일 가운데 폴더에 있고 문항으로 볼 수 있는 것이 없습니다.${list('ko')}`,
    en: `${description.file}: none of the files that it names is in the folder and holds items.${list('en')}`,
  });
}

const MOST_TOLD = 20;
