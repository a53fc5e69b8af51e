import { Module } from '@nestjs/common';
import { CoordinatorModule } from '../../coordinator';
import { DatasetsModule } from '../../datasets';
import { CleanupModule, MemoryModule, SessionsModule } from '../../memory';
import { ModelsModule } from '../../models';
import { NetworksModule } from '../../networks';
import { ErasureController, NetworkErasureController } from './erasure.controller';
import { ErasureStore } from './erasure.store';
import { Erasures } from './erasures';
import { NETWORK_ERASERS, type NetworkEraser } from './network-eraser';
import { NetworkErasure } from './network-erasure';
import { BudgetEraser, CachedAnswersEraser, LedgerEraser } from './networks/costs.eraser';
import { DatasetsEraser } from './networks/datasets.eraser';
import { KeysEraser } from './networks/keys.eraser';
import { ListsEraser } from './networks/lists.eraser';
import { LongTermRowsEraser, MemoriesEraser } from './networks/memories.eraser';
import { NetworkDocumentEraser } from './networks/network-document.eraser';
import { TasksEraser } from './networks/tasks.eraser';

/** In this order: the network first, so that it is not found any more; rows before the memories that could come back from them; keys last. */
const ERASERS = [
  NetworkDocumentEraser,
  TasksEraser,
  LongTermRowsEraser,
  MemoriesEraser,
  DatasetsEraser,
  CachedAnswersEraser,
  BudgetEraser,
  LedgerEraser,
  KeysEraser,
  ListsEraser,
];

/** What is to be forgotten is, everywhere, with a proof. */
@Module({
  imports: [NetworksModule, ModelsModule, MemoryModule, CleanupModule, SessionsModule, DatasetsModule, CoordinatorModule],
  controllers: [ErasureController, NetworkErasureController],
  providers: [
    ...ERASERS,
    { provide: NETWORK_ERASERS, useFactory: (...erasers: NetworkEraser[]) => erasers, inject: ERASERS },
    NetworkErasure,
    ErasureStore,
    Erasures,
  ],
})
export class ErasureModule {}
