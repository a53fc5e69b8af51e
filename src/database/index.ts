export { Database } from './database';
export { DatabaseConfig } from './database.config';
export { DatabaseModule } from './database.module';
export { within } from './within';
