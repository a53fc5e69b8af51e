/** What agents can do: the types they are of and the capabilities they have. */
export interface Skills {
  agentTypes: ReadonlySet<string>;
  capabilities: ReadonlySet<string>;
}

/** What the agents of the network can do, and those among them that can judge the work of another step. */
export interface Abilities extends Skills {
  reviewers: Skills;
}
