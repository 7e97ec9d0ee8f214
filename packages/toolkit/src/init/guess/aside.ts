import type { Group } from './groups.js';

/** Names of what lies beside the items: what models answered, examples, tools. */
const ASIDE =
  /(?:^|[/_\-.\s])(?:examples?|demos?|samples?_outputs?|outputs?|predictions?|preds|results?|responses|solutions|logs?|pipeline|scripts?|src|tests|evaluation|prompts?)(?=[/_\-.\s]|$)/iu;

/** Fewer records are taken for something else where there are very many beside them. */
const FEW = 20;
const VERY_MANY = 1000;

/** Groups whose names or sizes say that they are not the items, as long as other groups are left. */
export function groupsAside(groups: readonly Group[]): ReadonlySet<Group> {
  const named = groups.filter(({ paths }) => paths.every((path) => ASIDE.test(path)));
  const few = groups.filter((group) => countOf(group) < FEW && groups.some((other) => countOf(other) >= VERY_MANY));
  const aside = new Set([...named, ...few]);
  return aside.size < groups.length ? aside : new Set();
}

export const countOf = ({ files }: Group): number => files.reduce((sum, { records }) => sum + records, 0);
