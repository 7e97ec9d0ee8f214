/** A text as a literal of Python: the escapes of JSON mean the same there. */
export const pythonText = (text: string): string => JSON.stringify(text);

/** A name that may stand in Python code. */
export const pythonName = (text: string): string => text.replace(/[^A-Za-z0-9_]+/gu, '_');

/** The text of a constant in code that was written with `pythonText`. @throws Error where it is not there */
export function constantIn(code: string, name: string): string {
  const literal = new RegExp(`^${name} = (".*")$`, 'mu').exec(code)?.[1];
  if (literal === undefined) throw new Error(`${name} is not there`);
  return JSON.parse(literal) as string;
}

/** Fills `{name}` as `str.format` does. @throws Error where there is no such value */
export const pythonFormat = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{\{|\}\}|\{(\w+)\}/gu, (found, name: string | undefined) => {
    if (name === undefined) return found[0] ?? '';
    const value = values[name];
    if (value === undefined) throw new Error(`{${name}} has no value`);
    return value;
  });
