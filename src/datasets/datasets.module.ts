import { Module } from '@nestjs/common';
import { NetworksModule } from '../networks';
import { Datasets } from './datasets';
import { DatasetsController } from './datasets.controller';
import { DatasetStore } from './store/dataset.store';

/** Tables that agents read and make. */
@Module({
  imports: [NetworksModule],
  controllers: [DatasetsController],
  providers: [DatasetStore, Datasets],
  exports: [Datasets],
})
export class DatasetsModule {}
