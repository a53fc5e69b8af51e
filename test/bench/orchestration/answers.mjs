import { inspect } from 'node:util';

/**
 * Answers what the benchmark asks of this process, one question at a time, until the benchmark goes.
 * @param {Record<string, (options: object) => Promise<unknown>>} answers by question
 * @param {object} [about] told to the benchmark once everything is ready
 */
export function answer(answers, about = {}) {
  process.on('message', ({ question, options }) => {
    answers[question](options).then(
      (result) => process.send({ result }),
      (error) => process.send({ fault: inspect(error) }),
    );
  });
  process.once('disconnect', () => process.exit(0));
  process.send({ result: about });
}
