// Before any test file: no logs in the test output, and nothing of the caller's own keys or servers.
process.env.LOG_LEVEL = 'silent';
for (const name of [
  'ANTHROPIC_API_KEY',
  'OPENAI_API_KEY',
  'GOOGLE_API_KEY',
  'GROQ_API_KEY',
  'MESH_CHAIN',
  'MESH_SANDBOX',
  'MESH_BOOTSTRAP_KEY',
])
  delete process.env[name];
// Property tests try new values on every run; the gate repeats the same ones, so that it judges the change and not the dice.
if (process.env.CI) require('fast-check').configureGlobal({ seed: 20_261_122 });
