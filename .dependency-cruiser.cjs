// The line of the house: a folder of src imports only from its left, and only through its index.ts.
const line = [
  'config',
  'errors',
  'openapi',
  'text',
  'observability',
  'redis',
  'database',
  'tenants',
  'security',
  'audit',
  'remote',
  'networks',
  'models',
  'memory',
  'datasets',
  'agents',
  'coordinator',
  'websocket',
  'retention',
  'health',
  'library',
];
const leftOnly = line.map((folder, index) => ({
  name: `line-${folder}`,
  comment: `src/${folder} may import only from: ${line.slice(0, index).join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...line.slice(0, index)].join('|')})/` },
}));
const throughIndex = line.map((folder) => ({
  name: `index-${folder}`,
  comment: `src/${folder} is entered through its index.ts`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/(${folder}|client)/` },
  to: { path: `^src/${folder}/`, pathNot: `^src/${folder}/index\\.ts$` },
}));
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-buckets',
      comment: 'No utils, helpers, common, shared or types folders: a thing lives in the slice it belongs to',
      severity: 'error',
      from: {},
      to: { pathNot: 'node_modules', path: '/(utils|helpers|common|shared|types)/' },
    },
    {
      name: 'not-to-dev',
      severity: 'error',
      from: { path: '^src', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'] },
    },
    {
      name: 'client-knows-types-only',
      comment: 'src/client runs in browsers: of the service it knows the types of bodies and answers, and nothing that runs',
      severity: 'error',
      from: { path: '^src/client/' },
      to: { path: '^src/', pathNot: '^src/client/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'index-client',
      comment: 'src/client is entered through its index.ts',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/client/' },
      to: { path: '^src/client/', pathNot: '^src/client/index\\.ts$' },
    },
    ...leftOnly,
    ...throughIndex,
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'require', 'node', 'default'] },
  },
};
