import { ModelsService, type GenerateAnswer, type GenerateRequest } from '../../models';
import { textOf, type MeshParts } from '../mesh';

const MAX_PROMPT = 1_000_000;

/** A question to whichever model answers; all but `prompt` as the service understands it. */
export interface TextRequest extends Omit<GenerateRequest, 'messages' | 'format' | 'dataMark' | 'callerWords'> {
  prompt: string;
  /** Whose budget pays. */
  userId?: string;
  networkId?: string;
  /** Aborts the call. */
  signal?: AbortSignal;
}

/** The models that are configured, one after the other until one answers: screened, cached, and every attempt written down. */
export class ModelFallbackChain {
  private readonly models: ModelsService;

  constructor(private readonly parts: MeshParts) {
    this.models = parts.get(ModelsService);
  }

  /**
   * One answer, with who gave it, every attempt and what it cost. Where no provider has a key the sandbox answers, and says so in `provider`.
   * @throws MeshError `provider-chain-exhausted`, `budget-exceeded`, `model-not-found`, of kind `unsafe`, or naming the field
   */
  async generateText({ prompt, userId, networkId, signal, ...request }: TextRequest): Promise<GenerateAnswer> {
    const scope = {
      tenantId: this.parts.tenantId,
      ...(userId === undefined ? {} : { userId }),
      ...(networkId === undefined ? {} : { networkId }),
    };
    const messages = [{ role: 'user' as const, content: textOf(prompt, 'prompt', MAX_PROMPT) }];
    return this.models.generate(scope, { ...request, messages, format: { type: 'text' } }, signal);
  }
}
