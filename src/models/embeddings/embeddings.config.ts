import { IsInt, IsNumber, IsOptional, Matches, Max, Min } from 'class-validator';
import { Env } from '../../config';
import { EMBEDDING_PROVIDERS } from './embedding-provider';

const CHOICE = new RegExp(`^(?:off|(?:${EMBEDDING_PROVIDERS.join('|')})/\\S+)$`);

/** Whether texts are embedded and by which model, and what that counts for in a search. Keys and addresses are those of the models. */
export class EmbeddingsConfig {
  /** `off`, or `provider/model`. */
  @Env('MESH_EMBEDDINGS')
  @Matches(CHOICE, { message: `must be off, or provider/model with a provider of ${EMBEDDING_PROVIDERS.join(', ')}` })
  embeddings: string = 'off';

  /** Numbers in a vector; default 512 where OpenAI's model shortens its vectors itself, else what the model gives. */
  @Env('MESH_EMBEDDING_DIMENSIONS')
  @IsOptional()
  @IsInt({ message: 'must be a whole number' })
  @Min(8)
  @Max(4_096)
  dimensions?: number;

  /** The share of nearness in meaning in the relevance of a memory; the words have the rest. */
  @Env('MESH_EMBEDDING_WEIGHT')
  @IsNumber({}, { message: 'must be a number' })
  @Min(0)
  @Max(1)
  weight: number = 0.35;

  /** Milliseconds that a search waits for the vector of its query; then the words alone decide. */
  @Env('MESH_EMBEDDING_DEADLINE_MS')
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(10_000)
  deadlineMs: number = 300;
}
