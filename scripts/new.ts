/** `pnpm new rule D009 some-name`: writes a rule, its page and its test side by side, and brings the registry up to date. */
import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateRegistry, RULE_FAMILIES } from './gen-registry.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCE = 'packages/rules/src';

const ruleText = (code: string, name: string): string => `import { findingsRule } from '../findings.js';

export const rule = findingsRule(
  {
    code: '${code}',
    name: '${name}',
    severity: 'warning',
    message: { ko: '무엇이 잘못되었는지 씁니다.', en: 'Say what is wrong.' },
  },
  () => ({
    batch(batch, report) {
      for (let i = 0; i < batch.size; i++) {
        const isWrong = false;
        if (isWrong) report(i, { data: {} });
      }
    },
  }),
);
`;

const testText = (code: string, name: string): string => `import { expect, it } from 'vitest';
import { messages, scan } from '../testing/run.js';
import { rule } from './${code}-${name}.js';

it('finds what is wrong', () => {
  const { drafts } = scan(rule, [{ record: { id: 'q1', question: '수도는?' } }]);
  expect(messages(rule, drafts)).toEqual(['무엇이 잘못되었는지 씁니다.']);
});

it('has nothing against what is right', () => {
  expect(scan(rule, [{ record: { id: 'q1', question: '수도는?' } }]).count).toBe(0);
});
`;

const pageText = (code: string, name: string): string => `# ${code} ${name}

## 한국어

### 무엇을 찾나

무엇을 찾는지 씁니다.

### 왜 중요한가

어느 요구사항을 위한 것인지 씁니다.

### 어떻게 고치나

고치는 방법을 씁니다.

## English

### What it finds

Say what it finds.

### Why it matters

Say which requirement it serves.

### How to fix it

Say how to fix it.

## 예 · Examples

### 걸림 · Trips

\`\`\`json
{ "id": "q1" }
\`\`\`

### 통과 · Passes

\`\`\`json
{ "id": "q1" }
\`\`\`
`;

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function newRule(code: string, name: string): Promise<void> {
  const family = RULE_FAMILIES[code[0] ?? ''];
  if (!/^[A-Z]\d{3}$/.test(code) || family === undefined) {
    throw new Error(`«${code}» is no code: a letter of ${Object.keys(RULE_FAMILIES).join(' ')} and three digits`);
  }
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) throw new Error(`«${name}» is no name: lower case, digits and single hyphens`);
  const registry = await generateRegistry(root);
  if (registry.get(`${SOURCE}/registry.gen.ts`)?.includes(`  ${code},\n`) === true) throw new Error(`${code} is taken`);
  const stem = join(root, SOURCE, family, `${code}-${name}`);
  const texts = { '.ts': ruleText(code, name), '.md': pageText(code, name), '.test.ts': testText(code, name) };
  for (const [ending, text] of Object.entries(texts)) {
    if (await exists(stem + ending)) throw new Error(`${stem}${ending} is there already`);
    await mkdir(dirname(stem), { recursive: true });
    await writeFile(stem + ending, text);
    console.log(`written: ${SOURCE}/${family}/${code}-${name}${ending}`);
  }
  for (const [path, text] of await generateRegistry(root)) await writeFile(join(root, path), text);
  console.log(
    `Next: write the rule, its page and its test (it fails until you do), run \`pnpm generate\`, and name ${code} in a`,
  );
  console.log('requirement of packages/schema/profiles where it serves one.');
}

const [kind, code, name] = process.argv.slice(2);
if (kind !== 'rule' || code === undefined || name === undefined) {
  console.error('Usage: pnpm new rule D009 some-name');
  process.exitCode = 2;
} else {
  await newRule(code, name).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  });
}
