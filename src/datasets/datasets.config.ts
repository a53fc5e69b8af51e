import { IsInt, Max, Min } from 'class-validator';
import { Env } from '../config';

/** How long datasets are kept, and how much of them. */
export class DatasetsConfig {
  /** Days after which a dataset is forgotten; reading it does not keep it longer. */
  @Env('MESH_DATASET_TTL_DAYS')
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(3_650)
  ttlDays: number = 30;

  /** Bytes that the datasets of one network may have in Redis, compressed. */
  @Env('MESH_DATASET_MAX_BYTES')
  @IsInt({ message: 'must be a whole number' })
  @Min(1_048_576)
  @Max(1_099_511_627_776)
  maxBytesPerNetwork: number = 268_435_456;
}
