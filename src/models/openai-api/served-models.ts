import { Injectable } from '@nestjs/common';
import { ModelDirectory } from '../model-directory';
import { nearMatches } from '../selection/near-matches';
import { modelNotFound } from '../selection/selection-failures';

/** A model in OpenAI's words. */
export interface ServedModel {
  id: string;
  object: 'model';
  /** Seconds since 1970; 0, for nobody tells us. */
  created: number;
  /** The provider, or `ai-mesh` for `auto`. */
  owned_by: string;
}

/** Leaves the choice to us. */
const AUTO: ServedModel = { id: 'auto', object: 'model', created: 0, owned_by: 'ai-mesh' };

/** The models that can be asked here. */
@Injectable()
export class ServedModels {
  constructor(private readonly directory: ModelDirectory) {}

  /** `auto`, then the models of the chain, then all others of each provider; where two serve one id, the second is `provider/id`. */
  list(): ServedModel[] {
    const ids = new Set<string>();
    const named = new Set<string>();
    const list = [AUTO];
    for (const { provider, model } of this.directory.all()) {
      const name = `${provider}/${model}`;
      if (named.has(name)) continue;
      named.add(name);
      list.push({ id: ids.has(model) ? name : model, object: 'model', created: 0, owned_by: provider });
      ids.add(model);
    }
    return list;
  }

  /** The model that is listed as `id`, or asked for as `provider/id`. @throws MeshError 404 with the near matches. */
  get(id: string): ServedModel {
    const list = this.list();
    const found = list.find((model) => model.id === id || `${model.owned_by}/${model.id}` === id);
    if (found === undefined) {
      const near = nearMatches(
        id,
        list.map((model) => model.id),
      );
      throw modelNotFound(id, undefined, near);
    }
    return { ...found, id };
  }
}
