import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, MinLength } from 'class-validator';
import { Env } from '../config';
import { PROVIDER_NAMES, type ProviderName } from './model-provider';

const HTTP_URL = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };
const URL_MESSAGE = { message: 'must be an http or https URL' };
const CHAIN_ENTRY = new RegExp(`^(?:${PROVIDER_NAMES.join('|')})/\\S+$`);

/** Whether the sandbox may answer: `auto` only where no provider is configured, `on` also as the last resort, `off` never. */
const SANDBOX_MODES = ['auto', 'on', 'off'] as const;
type SandboxMode = (typeof SANDBOX_MODES)[number];

/** Which providers there are and in which order they are asked. Base URLs are what each official SDK takes. */
export class ModelsConfig {
  @Env('ANTHROPIC_API_KEY')
  @IsOptional()
  @IsString()
  @MinLength(1)
  anthropicApiKey?: string;

  /** Without a version: the SDK adds `/v1`. */
  @Env('ANTHROPIC_BASE_URL')
  @IsOptional()
  @IsUrl(HTTP_URL, URL_MESSAGE)
  anthropicBaseUrl?: string;

  @Env('OPENAI_API_KEY')
  @IsOptional()
  @IsString()
  @MinLength(1)
  openaiApiKey?: string;

  /** Ends in `/v1`. */
  @Env('OPENAI_BASE_URL')
  @IsOptional()
  @IsUrl(HTTP_URL, URL_MESSAGE)
  openaiBaseUrl?: string;

  @Env('GOOGLE_API_KEY')
  @IsOptional()
  @IsString()
  @MinLength(1)
  googleApiKey?: string;

  /** Without a version: the SDK adds `/v1beta`. */
  @Env('GOOGLE_BASE_URL')
  @IsOptional()
  @IsUrl(HTTP_URL, URL_MESSAGE)
  googleBaseUrl?: string;

  @Env('GROQ_API_KEY')
  @IsOptional()
  @IsString()
  @MinLength(1)
  groqApiKey?: string;

  /** Ends in `/openai/v1`. */
  @Env('GROQ_BASE_URL')
  @IsOptional()
  @IsUrl(HTTP_URL, URL_MESSAGE)
  groqBaseUrl?: string;

  /** Any server that speaks OpenAI's chat completions, such as Ollama, vLLM or LM Studio. Ends in `/v1`. */
  @Env('COMPATIBLE_BASE_URL')
  @IsOptional()
  @IsUrl(HTTP_URL, URL_MESSAGE)
  compatibleBaseUrl?: string;

  /** Many such servers need none. */
  @Env('COMPATIBLE_API_KEY')
  @IsOptional()
  @IsString()
  @MinLength(1)
  compatibleApiKey?: string;

  /** Model ids as that server names them; they may contain slashes. */
  @Env('COMPATIBLE_MODELS')
  @IsString({ each: true })
  compatibleModels: string[] = [];

  /** `provider/model`, first to last; empty means the default model of each configured provider. */
  @Env('MESH_CHAIN')
  @Matches(CHAIN_ENTRY, { each: true, message: `each entry must be provider/model with a provider of ${PROVIDER_NAMES.join(', ')}` })
  chain: string[] = [];

  @Env('MESH_SANDBOX')
  @IsIn(SANDBOX_MODES, { message: `must be one of ${SANDBOX_MODES.join(', ')}` })
  sandbox: SandboxMode = 'auto';

  /** A JSON file of prices that go before the built-in list, and make models known that it does not have. */
  @Env('MESH_PRICES_FILE')
  @IsOptional()
  @IsString()
  @MinLength(1)
  pricesFile?: string;

  /** Calls that may run at one provider at once in this process; as many again may wait. */
  @Env('MESH_PROVIDER_CONCURRENCY')
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(10_000)
  providerConcurrency: number = 256;

  /** Milliseconds after which the next model is asked too while the first is still silent; 0 never does. */
  @Env('MESH_HEDGE_AFTER_MS')
  @IsInt({ message: 'must be a whole number' })
  @Min(0)
  @Max(120_000)
  hedgeAfterMs: number = 0;

  /** Milliseconds a stream may be silent before it counts as stalled. */
  @Env('MESH_STREAM_IDLE_MS')
  @IsInt({ message: 'must be a whole number' })
  @Min(100)
  @Max(600_000)
  streamIdleMs: number = 30_000;

  /** Seconds an answer stays in the cache; 0 switches the cache off. */
  @Env('MESH_CACHE_TTL_SECONDS')
  @IsInt({ message: 'must be a whole number' })
  @Min(0)
  @Max(30 * 86_400)
  cacheTtlSeconds: number = 3_600;

  /** Whether `provider` has what it needs to be asked. */
  isConfigured(provider: ProviderName): boolean {
    switch (provider) {
      case 'anthropic':
        return this.anthropicApiKey !== undefined;
      case 'openai':
        return this.openaiApiKey !== undefined;
      case 'gemini':
        return this.googleApiKey !== undefined;
      case 'groq':
        return this.groqApiKey !== undefined;
      case 'compatible':
        return this.compatibleBaseUrl !== undefined;
      case 'sandbox':
        return this.sandbox !== 'off';
    }
  }
}
