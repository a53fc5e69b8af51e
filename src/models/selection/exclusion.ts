import type { Candidate } from '../chain/candidate';
import type { GenerateRequest } from '../generate';
import type { ModelTraits } from '../model-traits';

/** Why a model may not answer, for programs. */
export type ExclusionCause = 'not-configured' | 'vision' | 'tools' | 'tier' | 'context';

/** A model that may not answer, and why, in words. */
export interface Excluded {
  candidate: Candidate;
  cause: ExclusionCause;
  reason: string;
}

/** What a request needs of its model. */
export interface Needs {
  vision: boolean;
  /** Some image is an address that the provider would have to fetch. */
  imagesByAddress: boolean;
  tools: boolean;
}

/** What `request` needs of its model. */
export function needsOf({ messages, tools, selection }: GenerateRequest): Needs {
  const needs: Needs = {
    vision: selection?.requiresVision === true,
    imagesByAddress: false,
    tools: selection?.requiresFunctionCalling === true || (tools !== undefined && tools.length > 0),
  };
  for (const { content } of messages) {
    if (typeof content === 'string') continue;
    for (const part of content) {
      if (part.type !== 'image') continue;
      needs.vision = true;
      if ('url' in part.image) needs.imagesByAddress = true;
    }
  }
  return needs;
}

/** What a model with these traits lacks; undefined when it has all that is needed. */
export function lacks(traits: ModelTraits, needs: Needs): Omit<Excluded, 'candidate'> | undefined {
  if (needs.vision && traits.images === 'none') return { cause: 'vision', reason: 'it does not see images' };
  if (needs.imagesByAddress && traits.images !== 'url')
    return { cause: 'vision', reason: 'it takes images only in the request, not by address' };
  if (needs.tools && !traits.tools) return { cause: 'tools', reason: 'it does not call tools' };
  return undefined;
}
