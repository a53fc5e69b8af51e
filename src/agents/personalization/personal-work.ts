import type { Datasets } from '../../datasets';
import type { AgentMemory, AgentTask, Evidence } from '../agent';
import type { ConfidenceBound } from '../confidence';

/** What the tools of this agent work with. */
export interface PersonalTools {
  datasets: Datasets;
}

/** What a tool computed for a step. `summary`, `warnings`, `evidence` and `memories` hold figures and names of fields, never of a person. */
export interface PersonalWork {
  /** One or two sentences for people. */
  summary: string;
  /** Below 256 KB; what is larger goes into a dataset. Persons stand only in fields that no model is shown: `previews`, `recipients`, `suppressed`. */
  output: Record<string, unknown>;
  bounds: readonly ConfidenceBound[];
  evidence: Evidence[];
  warnings: string[];
  memories: AgentMemory[];
}

/** One kind of work. @throws MeshError invalid, naming the field of the context that cannot be read. */
export type PersonalTool = (task: AgentTask, tools: PersonalTools) => Promise<PersonalWork>;
