import { IsIn } from 'class-validator';
import { Env } from '../config';

/** Settings of the memory. */
export class MemoryConfig {
  /** Whether what matters is kept in the database too, and outlives Redis. */
  @Env('MESH_LONG_TERM')
  @IsIn(['on', 'off'])
  longTerm: 'on' | 'off' = 'on';
}
