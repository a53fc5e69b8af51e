import type { Skills } from '../../agents';

/** What the agents of the network can do, and those among them that can judge the work of another step. */
export interface Abilities extends Skills {
  reviewers: Skills;
}
