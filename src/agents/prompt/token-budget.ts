import type { DataBlock } from '../../models';

/** Characters of a token, on average, in English prose; a bound needs no better. */
const CHARACTERS_PER_TOKEN = 4;
const CUT = '\n… (cut to fit)';

/** The blocks that fit into `tokens`, first come first served: the one at the edge is cut and says so, the rest are dropped. */
export function fitToBudget(blocks: readonly DataBlock[], tokens: number): DataBlock[] {
  let left = tokens * CHARACTERS_PER_TOKEN;
  const fitting: DataBlock[] = [];
  for (const block of blocks) {
    if (block.text.length <= left) {
      fitting.push(block);
      left -= block.text.length;
    } else {
      if (left > CUT.length) fitting.push({ ...block, text: block.text.slice(0, left - CUT.length) + CUT });
      left = 0;
    }
  }
  return fitting;
}
