/** Cases that do not hold, by which the tests see that such a case is told. */
export const evalSet = {
  agentType: 'custom',
  cases: [
    { name: 'says what is not so', task: 'Say hello', checks: [{ name: 'is silent', holds: ({ answer }) => answer === '' || 'it spoke' }] },
    {
      name: 'checks what is not there',
      task: 'Say hello',
      checks: [{ name: 'reads', holds: ({ nothing }) => nothing.at(0) === 1 || 'no' }],
    },
    {
      name: 'cannot be run',
      task: 'Say hello',
      agent: { parameters: { output_schema: { type: 'array' } } },
      checks: [{ name: 'never', holds: () => true }],
    },
  ],
};
