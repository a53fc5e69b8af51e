import { IsIn } from 'class-validator';
import { Env } from '../config';

/** Settings of the memory. */
export class MemoryConfig {
  /** Whether what matters is kept in the database too, and outlives Redis. */
  @Env('MESH_LONG_TERM')
  @IsIn(['on', 'off'])
  longTerm: 'on' | 'off' = 'on';

  /**
   * `auto` writes large memories with Zstandard where this Node has it: only when every process that shares the Redis runs Node 22.15
   * or later, since an older one could not read them. What was written so stays readable when it is `off` again.
   */
  @Env('MESH_MEMORY_ZSTD')
  @IsIn(['auto', 'off'])
  zstd: 'auto' | 'off' = 'off';
}
