import { Migrator, type Kysely, type Migration } from 'kysely';

/** Migrations by name; names say the folder and the day, and are never changed once they were released. */
export type Migrations = Readonly<Record<string, Migration>>;

/**
 * Brings the tables up to date: each migration runs once, in one transaction, under an advisory lock that replicas share, and is recorded in
 * `mesh_migrations`. Folders add theirs independently of each other, so those of one may come after later ones of another.
 */
export async function migrate(queries: Kysely<unknown>, migrations: Migrations): Promise<void> {
  const migrator = new Migrator({
    db: queries,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: 'mesh_migrations',
    migrationLockTableName: 'mesh_migrations_lock',
    allowUnorderedMigrations: true,
  });
  const { error } = await migrator.migrateToLatest();
  // As the driver made it: its code says whether the database is away or the migration is wrong.
  if (error !== undefined) throw error as Error;
}
