import { createMask } from '@jatdae/rules';
import { type ComposeOptions, compose } from './compose.js';
import type { Field } from './fields/field.js';
import type { SplitWord } from './fields/words.js';
import { commonStart } from './files/glob.js';
import type { Survey } from './files/survey.js';
import { likeSibling, siblingOf } from './guess/adopt.js';
import { countOf, groupsAside } from './guess/aside.js';
import { guessMedia } from './guess/data-set.js';
import { type Group, groupFiles } from './guess/groups.js';
import { categoryOf, type ItemGuess } from './guess/item.js';
import { pathWords } from './guess/paths.js';
import { placeFiles } from './guess/resources.js';
import { countWords, findSplitField } from './guess/sides.js';
import { guessSubMetrics, type SubMetricGuess } from './guess/sub-metric.js';
import type { Decision, Picks, Proposal } from './proposal.js';
import { said } from './said.js';
import type { DescribedGroup } from './write/described.js';
import { describeItems, pickSubMetric } from './write/group.js';
import { freeName, subMetricId } from './write/names.js';

/** With a person's answers to decisions of an earlier proposal. */
export type ProposeOptions = Omit<ComposeOptions, 'picks'> & Partial<Pick<ComposeOptions, 'picks'>>;

/** A manifest for what was seen, with a reason for each guess and what is left to a person. */
export function propose(survey: Survey, { language, profile, picks = new Map() }: ProposeOptions): Proposal {
  const mask = createMask(profile);
  const isSecret = (value: string): boolean => mask(value) !== value;
  const groups = groupFiles(survey);
  const named = nameGroups(groups, survey.name);
  const choice = survey.labels === null ? pickGroups(named, picks) : largestOf(named);
  const taken = choice.taken.map(({ group }) => group);
  const media = guessMedia(taken, survey.media);
  const counts = wordCounts(taken);
  const decisions: Decision[] = [...choice.decisions];
  const described = choice.taken.map(({ group, name, item: own }): DescribedGroup => {
    const sibling = siblingOf(group, taken);
    const item = sibling?.item == null ? own : likeSibling(own, sibling.item);
    const known = { taken: usedBy(item), labelled: item.labels !== null, isSecret };
    const options = guessSubMetrics(group.fields, known, group.paths.map(pathWords));
    const questions: Decision[] = [];
    const subMetric = pickSubMetric(options, name, picks, questions);
    const category = categoryOf(
      group.fields,
      new Set([...known.taken, ...(subMetric.kind === 'field' ? [subMetric.field] : [])]),
    );
    const items = describeItems(group, withCategory(item, category), media?.fields.get(group) ?? [], name, picks);
    decisions.push(...items.decisions, ...questions);
    const one = subMetricId(choice.taken.find((other) => other.group === sibling)?.name ?? name);
    const resources = placeFiles(group, { tree: survey.tree, counts, subMetric, one });
    const ids = idsOf(subMetric, one);
    return { group, item, items, name, subMetric, ids, resources, schemaPath: `schemas/${name}.schema.json` };
  });
  return compose(survey, { groups, taken, described, media, counts, decisions }, { language, profile, picks });
}

const withCategory = (item: ItemGuess, category: Field | null): ItemGuess =>
  category === null ? item : { ...item, fields: new Map([...item.fields, ['category', category]]) };

/** A layout's one resource means all labels there are: their fields are those of most. */
function largestOf(named: readonly NamedGroup[]): PickedGroups {
  const [largest] = [...named].sort((a, b) => countOf(b.group) - countOf(a.group));
  return { taken: largest === undefined ? [] : [largest], decisions: [] };
}

interface PickedGroups {
  readonly taken: readonly NamedGroup[];
  readonly decisions: readonly Decision[];
}

interface NamedGroup {
  readonly group: Group;
  readonly item: ItemGuess;
  /** no other group's */
  readonly name: string;
}

function nameGroups(groups: readonly Group[], folder: string): NamedGroup[] {
  const names = new Set<string>();
  return groups.flatMap((group) => {
    if (group.item === null) return [];
    const name = freeName(groupName(group, folder), names);
    names.add(name);
    return [{ group, item: group.item, name }];
  });
}

/** Which groups are the items: all, but for those whose names say something else, unless a person says so. */
function pickGroups(named: readonly NamedGroup[], picks: Picks): PickedGroups {
  if (named.length < 2) return { taken: named, decisions: [] };
  const aside = groupsAside(named.map(({ group }) => group));
  const given = picks.get('files')?.split('\n');
  const taken = named.filter(({ group, name }) => given?.includes(name) ?? !aside.has(group));
  const decision: Decision = {
    id: 'files',
    question: said('문항이 든 파일은 어느 것입니까?', 'Which files hold the items?'),
    many: true,
    options: named.map(({ group, name }) => ({
      value: name,
      label: said('{name} ({path}{more}, 레코드 {records}건)', '{name} ({path}{more}, {records} records)', {
        name,
        path: group.paths[0],
        more: group.paths.length === 1 ? '' : ' …',
        records: countOf(group),
      }),
    })),
    chosen: taken.map(({ name }) => name).join('\n'),
  };
  return { taken, decisions: [decision] };
}

/** Names that say nothing of what is in a file. */
const GENERIC = /^(?:data|dataset|datasets|raw|items?|files?|json|csv|all|main|default)$/iu;

/** What the names of a group's files have in common: of the files themselves, else of the folders above. */
function groupName({ paths }: Group, folder: string): string {
  const rests = [...new Set(paths.map((path) => pathWords(path).rest))].map((rest) => rest.split('/'));
  const [first = []] = rests;
  const above = first.filter((name, k) => rests.every((rest) => rest.length > k && rest[k] === name));
  const bases = commonStart(rests.map((rest) => rest.at(-1) ?? '')).replace(/[_\-.\s]+$/u, '');
  const names = [...above, ...(bases.length >= LEAST_NAME && !above.includes(bases) ? [bases] : [])];
  const telling = names.filter((name) => /\p{L}/u.test(name) && !GENERIC.test(name)).at(-1);
  return subMetricId((telling ?? folder).replace(/[\s!:]+/gu, '-'));
}

/** Letters that files have to begin with in common for that to be a name. */
const LEAST_NAME = 3;

/** Items beside each split word, of paths and of fields: a field's are counted in the sample and reckoned for the whole. */
function wordCounts(groups: readonly Group[]): Map<SplitWord, number> {
  const counts = new Map<SplitWord, number>();
  const add = (word: SplitWord, count: number): void => void counts.set(word, (counts.get(word) ?? 0) + count);
  for (const { files, fields, records } of groups) {
    const field = findSplitField(fields);
    const all = files.reduce((sum, file) => sum + file.records, 0);
    if (field !== null) {
      for (const [word, count] of countWords(records, field)) add(word, (count * all) / records.length);
      continue;
    }
    for (const file of files) {
      const { split } = pathWords(file.path);
      if (split !== null) add(split, file.records);
    }
  }
  return counts;
}

function usedBy({ fields, choices }: ItemGuess): ReadonlySet<Field> {
  const own = choices === null ? [] : choices.kind === 'list' ? [choices.field] : choices.fields;
  return new Set([...fields.values(), ...own]);
}

function idsOf(subMetric: SubMetricGuess, one: string): string[] {
  if (subMetric.kind === 'one') return [one];
  const values = subMetric.kind === 'field' ? subMetric.ids : subMetric.names.values();
  return [...new Set([...values].map((id) => id.normalize('NFC').trim()))].sort();
}
