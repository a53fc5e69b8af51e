import { Global, Module } from '@nestjs/common';
import { Database } from './database';

/** One database per process, for all modules; it is opened when somebody first needs it. */
@Global()
@Module({ providers: [Database], exports: [Database] })
export class DatabaseModule {}
