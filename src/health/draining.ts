import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

/** Whether this process has been told to stop: from then on it is not ready, while what runs is finished. */
@Injectable()
export class Draining implements OnModuleDestroy {
  isDraining = false;
  private readonly logger = new Logger(Draining.name);

  onModuleDestroy(): void {
    this.logger.log('stopping');
    this.isDraining = true;
  }
}
