/** Whether a value satisfies a schema; says nothing about why not. */
export type ReadyCheck = (value: unknown) => boolean;

/**
 * What ajv makes of schemas of this package, by their $id, written out ahead of time. Only the bundle of the command line has it in
 * place of this module; elsewhere ajv compiles them when they are needed, with the same outcome.
 */
export const readyChecks: Readonly<Record<string, ReadyCheck>> = {};
