import { Module } from '@nestjs/common';
import { NetworksModule } from '../networks';
import { Datasets } from './datasets';
import { DatasetsController } from './datasets.controller';
import { UploadSlots } from './intake/upload-slots';
import { DatasetProfiles } from './profile/dataset-profiles';
import { DatasetStore } from './store/dataset.store';

/** Tables that agents read and make. */
@Module({
  imports: [NetworksModule],
  controllers: [DatasetsController],
  providers: [DatasetStore, Datasets, DatasetProfiles, UploadSlots],
  exports: [Datasets, DatasetStore],
})
export class DatasetsModule {}
