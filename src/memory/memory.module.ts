import { Module } from '@nestjs/common';
import { NetworksModule } from '../networks';
import { MemoryController } from './memory.controller';
import { MemoryService } from './memory.service';
import { WorkingMemoryStore } from './working-memory.store';

/** The shared memory of every network. */
@Module({
  imports: [NetworksModule],
  controllers: [MemoryController],
  providers: [WorkingMemoryStore, MemoryService],
  exports: [MemoryService],
})
export class MemoryModule {}
