import type { ErrorObject } from 'ajv';

/**
 * Errors without those that only follow from another one: branches of an anyOf or oneOf (but where the value's type fits one branch
 * alone, that branch's errors speak for it), an enum beside a wrong type, the inside of contains and propertyNames, the bookkeeping of `if`.
 */
export function leadingErrors(errors: readonly ErrorObject[]): ErrorObject[] {
  const kept: ErrorObject[] = [];
  for (const error of errors) {
    if (error.keyword === 'if') continue;
    if (error.keyword === 'anyOf' || error.keyword === 'oneOf')
      kept.push(...leadersOfBranches(error, takeBranchErrors(kept, error)));
    else if (error.keyword === 'contains') {
      takeBranchErrors(kept, error);
      kept.push(error);
    } else if (error.keyword === 'propertyNames') {
      while (kept.at(-1)?.propertyName !== undefined) kept.pop();
      kept.push(error);
    } else kept.push(error);
  }
  const mistyped = new Set(kept.filter((error) => error.keyword === 'type').map(siteOf));
  return kept.filter((error) => error.keyword === 'type' || !mistyped.has(siteOf(error)));
}

/** A schema at a place of the value. */
const siteOf = (error: ErrorObject): string => `${error.instancePath}\n${parentPath(error.schemaPath)}`;

const parentPath = (schemaPath: string): string => schemaPath.slice(0, schemaPath.lastIndexOf('/'));

/** ajv reports branches right before their anyOf; those behind a $ref carry the path of the definition. */
function takeBranchErrors(kept: ErrorObject[], choice: ErrorObject): ErrorObject[] {
  const taken: ErrorObject[] = [];
  const inside = `${choice.schemaPath}/`;
  const beside = `${parentPath(choice.schemaPath)}/`;
  for (let last = kept.at(-1); last !== undefined; last = kept.at(-1)) {
    const below = last.instancePath === choice.instancePath || last.instancePath.startsWith(`${choice.instancePath}/`);
    const referred = !last.schemaPath.startsWith(beside) || /^#\/(\$defs|definitions)\//.test(last.schemaPath);
    if (!below || !(last.schemaPath.startsWith(inside) || referred)) break;
    taken.unshift(last);
    kept.pop();
  }
  return taken;
}

function leadersOfBranches(choice: ErrorObject, branches: readonly ErrorObject[]): ErrorObject[] {
  const wrongType = branches.filter((error) => error.keyword === 'type' && error.instancePath === choice.instancePath);
  const count = Array.isArray(choice.schema) ? choice.schema.length : 0;
  if (count - wrongType.length !== 1) return [choice];
  const sites = new Set(wrongType.map(siteOf));
  const fitting = branches.filter((error) => !sites.has(siteOf(error)));
  return fitting.length > 0 ? fitting : [choice];
}
