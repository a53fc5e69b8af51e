import { Module } from '@nestjs/common';
import { NetworksModule } from '../../networks';
import { MemoryModule } from '../memory.module';
import { CleanupMetrics } from './cleanup-metrics';
import { IndexWatch } from './index-watch';
import { NetworkSweep } from './network-sweep';
import { SweepStore } from './sweep.store';
import { Sweeper } from './sweeper';

/** Sees to it that what has come to its end is gone. */
@Module({
  imports: [MemoryModule, NetworksModule],
  providers: [CleanupMetrics, SweepStore, NetworkSweep, IndexWatch, Sweeper],
  exports: [SweepStore],
})
export class CleanupModule {}
