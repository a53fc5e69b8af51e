import { MeshAgent } from './mesh-agent';

/** Writes and edits texts: emails, posts, subject lines. */
export class ContentAgent extends MeshAgent {
  protected readonly type = 'content';
}

/** Lays out emails and pages, and checks what is laid out. */
export class DesignAgent extends MeshAgent {
  protected readonly type = 'design';
}

/** Computes figures from tables; a model only words them. */
export class AnalyticsAgent extends MeshAgent {
  protected readonly type = 'analytics';
}

/** Divides recipients into segments and fits what is sent to them. */
export class PersonalizationAgent extends MeshAgent {
  protected readonly type = 'personalization';
}

/** Draws results together. */
export class CoordinatorAgent extends MeshAgent {
  protected readonly type = 'coordinator';
}
