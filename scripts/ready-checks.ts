import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import formats from 'ajv-formats';
import { type JsonSchema, SAME_VERDICT } from '../packages/schema/src/compile-schema.js';
import { manifestSchema, profileExtensionSchema, profileSchema } from '../packages/schema/src/generated/schemas.gen.js';

/** What stands for packages/schema/src/ready-checks.ts in the bundle: the validators that ajv would make when it is asked. */
export function readyChecksModule(): string {
  const ids = [manifestSchema, profileSchema, profileExtensionSchema].map(({ $id }) => String($id));
  const names = Object.fromEntries(ids.map((id, k) => [`check${k}`, id]));
  const table = Object.entries(names).map(([name, id]) => `${JSON.stringify(id)}: ${name}`);
  return `${standalone.default(ownAjv(), names)}\nexport const readyChecks = { ${table.join(', ')} };\n`;
}

function ownAjv(): Ajv2020 {
  const ajv = new Ajv2020({ ...SAME_VERDICT, messages: false, code: { source: true, esm: true, lines: true } });
  formats.default(ajv);
  for (const schema of [manifestSchema, profileSchema, profileExtensionSchema] satisfies JsonSchema[]) ajv.addSchema(schema);
  return ajv;
}
