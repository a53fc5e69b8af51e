// The graph in LangGraph.js: `node langgraph.mjs MODULES`, with its memory saver, or with its Postgres saver where POSTGRES_URL is set.
import { createRequire } from 'node:module';
import path from 'node:path';
import { answer } from './answers.mjs';
import { INPUT, WAITS_FOR } from './graph.mjs';
import { measuresOf } from './runs.mjs';

const require = createRequire(path.join(process.argv[2], '.'));
const { Annotation, END, MemorySaver, START, StateGraph } = require('@langchain/langgraph');

async function saver() {
  if (process.env.POSTGRES_URL === undefined) return new MemorySaver();
  const { PostgresSaver } = require('@langchain/langgraph-checkpoint-postgres');
  const checkpointer = PostgresSaver.fromConnString(process.env.POSTGRES_URL);
  await checkpointer.setup();
  return checkpointer;
}

const State = Annotation.Root({
  out: Annotation({ reducer: (before, after) => [...before, ...after], default: () => [] }),
  input: Annotation(),
});
const steps = Object.entries(WAITS_FOR);
const graph = new StateGraph(State);
for (const [step] of steps) graph.addNode(step, async () => ({ out: [step] }));
for (const [step, first] of steps) graph.addEdge(first.length === 0 ? START : first.length === 1 ? first[0] : first, step);
graph.addEdge('e', END);
const app = graph.compile({ checkpointer: await saver() });
let number = 0;

async function runOnce() {
  const { out } = await app.invoke({ input: INPUT }, { configurable: { thread_id: `thread-${(number += 1)}` } });
  if (out.length !== steps.length) throw new Error(`the run gave ${out}`);
}

answer(measuresOf(runOnce));
