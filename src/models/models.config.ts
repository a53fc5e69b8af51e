import { IsIn, IsOptional, IsString, IsUrl, Matches, MinLength } from 'class-validator';
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

  /** Whether `provider` has what it needs to be asked. */
  isConfigured(provider: ProviderName): boolean {
    switch (provider) {
      case 'anthropic':
        return this.anthropicApiKey !== undefined;
      case 'openai':
        return this.openaiApiKey !== undefined;
      case 'compatible':
        return this.compatibleBaseUrl !== undefined;
      case 'sandbox':
        return this.sandbox !== 'off';
    }
  }
}
