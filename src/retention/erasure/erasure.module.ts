import { Module } from '@nestjs/common';
import { CoordinatorModule } from '../../coordinator';
import { DatasetsModule } from '../../datasets';
import { CleanupModule, MemoryModule, SessionsModule } from '../../memory';
import { ModelsModule } from '../../models';
import { NetworksModule } from '../../networks';
import { ErasureController, NetworkErasureController, PersonExportController } from './erasure.controller';
import { ErasureRounds } from './erasure-rounds';
import { ErasureStore } from './erasure.store';
import { Erasures } from './erasures';
import { NETWORK_ERASERS, type NetworkEraser } from './network-eraser';
import { BudgetEraser, CachedAnswersEraser, LedgerEraser } from './networks/costs.eraser';
import { DatasetsEraser } from './networks/datasets.eraser';
import { KeysEraser } from './networks/keys.eraser';
import { ListsEraser } from './networks/lists.eraser';
import { LongTermRowsEraser, MemoriesEraser } from './networks/memories.eraser';
import { NetworkDocumentEraser } from './networks/network-document.eraser';
import { TasksEraser } from './networks/tasks.eraser';
import { ApiKeysEraser } from './people/api-keys.eraser';
import { AuditEraser } from './people/audit.eraser';
import { PersonBudgetEraser, PersonCachedAnswersEraser, PersonLedgerEraser } from './people/costs.eraser';
import { PersonDatasetsEraser } from './people/datasets.eraser';
import { PersonMemoriesEraser, PersonRowsEraser } from './people/memories.eraser';
import { CreatorsEraser, MentionsEraser } from './people/mentions.eraser';
import { Places } from './people/places';
import { SessionsEraser } from './people/sessions.eraser';
import { PersonBatchesEraser, PersonTasksEraser } from './people/tasks.eraser';
import { UnlistedEraser } from './people/unlisted.eraser';
import { PERSON_ERASERS, type PersonEraser } from './person-eraser';
import { PersonExport } from './person-export';

/** In this order: the network first, so that it is not found any more; rows before the memories that could come back from them; keys last. */
const OF_NETWORK = [
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

/** In this order: keys first, so that nothing new comes; what names the person in the audit log last. */
const OF_PERSON = [
  ApiKeysEraser,
  SessionsEraser,
  PersonTasksEraser,
  PersonBatchesEraser,
  PersonMemoriesEraser,
  PersonDatasetsEraser,
  UnlistedEraser,
  MentionsEraser,
  CreatorsEraser,
  PersonRowsEraser,
  PersonCachedAnswersEraser,
  PersonBudgetEraser,
  PersonLedgerEraser,
  AuditEraser,
];

/** What is to be forgotten is, everywhere, with a proof. */
@Module({
  imports: [NetworksModule, ModelsModule, MemoryModule, CleanupModule, SessionsModule, DatasetsModule, CoordinatorModule],
  controllers: [ErasureController, NetworkErasureController, PersonExportController],
  providers: [
    ...OF_NETWORK,
    ...OF_PERSON,
    { provide: NETWORK_ERASERS, useFactory: (...erasers: NetworkEraser[]) => erasers, inject: OF_NETWORK },
    { provide: PERSON_ERASERS, useFactory: (...erasers: PersonEraser[]) => erasers, inject: OF_PERSON },
    Places,
    PersonExport,
    ErasureRounds,
    ErasureStore,
    Erasures,
  ],
})
export class ErasureModule {}
