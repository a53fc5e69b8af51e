const swcrc = JSON.parse(require('node:fs').readFileSync(`${__dirname}/.swcrc`, 'utf8'));
delete swcrc.$schema;
const common = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swcrc, swcrc: false, sourceMaps: 'inline' }] },
  setupFiles: ['<rootDir>/test/environment.cjs'],
};
module.exports = {
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/src/**/*.spec.ts'] },
    { ...common, displayName: 'service', testMatch: ['<rootDir>/test/**/*.spec.ts'] },
  ],
  maxWorkers: 2,
  // What a file leaves in memory slows all that come after it: past this a worker is begun anew.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 30_000,
};
