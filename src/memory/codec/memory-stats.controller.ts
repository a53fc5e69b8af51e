import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnswersWithoutRedis, RequireScope } from '../../security';
import type { MemoryCodecStats } from './codec-stats';
import { MemoryCodec } from './memory-codec';
import { Operation } from '../../openapi';
import { MEMORY_STATS } from './memory-stats.schema';

/** `/stats/memory`: what compressing memories saved. Counts what this process has written since it began. */
@ApiTags('stats')
@Controller('stats/memory')
export class MemoryStatsController {
  constructor(private readonly codec: MemoryCodec) {}

  @Operation('getMemoryStats', 'Tells what compressing memories saved', {
    says: 'Counts what this process has written since it began.',
    answers: MEMORY_STATS,
  })
  @Get()
  @AnswersWithoutRedis()
  @RequireScope('memory:read')
  stats() {
    return memoryStatsView(this.codec.stats());
  }
}

/** Sizes in bytes; `ratio` is what of them is stored, null before anything was. */
function memoryStatsView({ items, rawBytes, storedBytes, savedBytes, thresholdBytes, byCodec }: MemoryCodecStats) {
  return {
    items,
    bytes_in: rawBytes,
    bytes_stored: storedBytes,
    bytes_saved: savedBytes,
    ratio: rawBytes === 0 ? null : storedBytes / rawBytes,
    threshold_bytes: thresholdBytes,
    by_codec: byCodec,
  };
}
