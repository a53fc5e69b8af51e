import { FairShare } from './fair-share';

it('lets three replicas that hear messages one after the other answer a third each', () => {
  const replicas = [new FairShare(), new FairShare(), new FairShare()];
  const answered = [0, 0, 0];
  for (let message = 0; message < 3_000; message += 1) {
    // The first that is not over its share claims it.
    const winner = replicas.findIndex((replica) => !replica.isOver(3));
    expect(winner).toBeGreaterThanOrEqual(0);
    answered[winner]! += 1;
    for (const [index, replica] of replicas.entries()) replica.note(index === winner);
  }
  expect(Math.max(...answered) - Math.min(...answered)).toBeLessThan(30);
});

it('lets one that has just come catch up for a short while only', () => {
  const [old, young] = [new FairShare(), new FairShare()];
  for (let message = 0; message < 10_000; message += 1) old.note(true);
  let inARow = 0;
  while (old.isOver(2)) {
    old.note(false);
    young.note(true);
    inARow += 1;
  }
  expect(inARow).toBeLessThanOrEqual(200);
});

it('leaves nothing to others where nobody knows of any', () => {
  const alone = new FairShare();
  alone.note(true);
  expect(alone.isOver(1)).toBe(false);
});
