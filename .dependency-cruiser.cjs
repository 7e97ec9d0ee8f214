/**
 * Imports point one way: schema, kernel, workbook <- readers, rules <- validator <- report, experiments, toolkit, cluster <- studio <- cli.
 * A package may import those that its entry lists, and nothing else of the workspace.
 */
const mayImport = {
  schema: [],
  kernel: [],
  workbook: [],
  readers: ['schema', 'kernel'],
  rules: ['schema', 'kernel'],
  validator: ['schema', 'kernel', 'readers', 'rules'],
  report: ['schema', 'workbook', 'rules', 'validator'],
  experiments: ['schema', 'kernel', 'readers', 'rules', 'validator'],
  toolkit: ['schema', 'kernel', 'workbook', 'readers', 'rules', 'validator', 'report'],
  cluster: ['schema', 'validator'],
  studio: ['schema', 'kernel', 'readers', 'rules', 'validator', 'report', 'toolkit'],
  cli: ['schema', 'rules', 'validator', 'report', 'experiments', 'toolkit', 'cluster', 'studio'],
};

const oneWay = Object.entries(mayImport).map(([name, allowed]) => ({
  name: `one-way-${name}`,
  comment: allowed.length === 0 ? `${name} imports no other package` : `${name} imports only ${allowed.join(', ')}`,
  severity: 'error',
  from: { path: `^packages/${name}/` },
  to: { path: '^packages/', pathNot: `^packages/(${[name, ...allowed].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...oneWay,
    {
      name: 'no-internals',
      comment: 'another package is imported through its name, never by a path into it',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/', pathNot: '^packages/$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'rules-without-node',
      comment: 'a rule sees batches and the plan only: no file, no process, no clock',
      severity: 'error',
      from: { path: '^packages/rules/src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-test-code',
      comment: 'code that ships imports no test',
      severity: 'error',
      from: { pathNot: '\\.test\\.ts$' },
      to: { path: '\\.test\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.tools.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
