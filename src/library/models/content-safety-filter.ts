import { ContentSafetyFilter as Filter, type SafetyVerdict } from '../../models';
import { textOf, type MeshParts } from '../mesh';

const MAX_TEXT = 1_000_000;

/** Whether a text is fit to be sent or shown, under the policy of the tenant. */
export class ContentSafetyFilter {
  private readonly filter: Filter;

  constructor(private readonly parts: MeshParts) {
    this.filter = parts.get(Filter);
  }

  /** What a text is found to be. @throws MeshError naming `text`, or `safety-judge-unavailable` where the policy lets nothing pass then */
  async checkContentSafety(text: string, signal?: AbortSignal): Promise<SafetyVerdict> {
    return this.filter.check({ tenantId: this.parts.tenantId }, textOf(text, 'text', MAX_TEXT), 'request', signal);
  }
}
