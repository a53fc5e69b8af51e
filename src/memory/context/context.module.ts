import { Module } from '@nestjs/common';
import { ModelsModule } from '../../models';
import { MemoryModule } from '../memory.module';
import { ContextController } from './context.controller';
import { ContextRpc } from './context.rpc';
import { ContextService } from './context.service';

/** Memories as text for prompts. */
@Module({
  imports: [MemoryModule, ModelsModule],
  controllers: [ContextController, ContextRpc],
  providers: [ContextService],
  exports: [ContextService],
})
export class ContextModule {}
