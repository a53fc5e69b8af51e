import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ServerConfig, type LoadedConfig } from '../../config';
import { DatabaseConfig } from '../../database';
import { RedisConfig } from '../../redis';
import { SecurityConfig } from '../../security';
import { bad, ok, reasonOf, warn, type Finding } from './finding';

/** Whether the folder for keys and files can be written, and only by us. */
export function checkDataFolder(config: LoadedConfig): Finding {
  const folder = folderOf(config);
  try {
    if (!existsSync(folder)) {
      accessSync(nearestExisting(folder), constants.W_OK);
      return ok('data folder', `${folder} is made with the first start`);
    }
    accessSync(folder, constants.W_OK | constants.R_OK | constants.X_OK);
  } catch (error) {
    return bad(
      'data folder',
      `${folder} cannot be written: ${reasonOf(error)}`,
      'give it to the user that runs the service, or set MESH_DATA_DIR',
    );
  }
  const others = statSync(folder).mode & 0o077;
  if (others === 0 || process.platform === 'win32') return ok('data folder', folder);
  return warn('data folder', `${folder} can be read by others, and holds keys`, `chmod 700 ${folder}`);
}

/** Where the secrets come from: the pepper of all keys, and the first key. */
export function checkSecrets(config: LoadedConfig): Finding[] {
  const { keyPepper, bootstrapKey } = config.get(SecurityConfig) as SecurityConfig;
  const has = (name: string) => existsSync(join(folderOf(config), name));
  return [pepper(keyPepper !== undefined, has('pepper'), isShared(config)), firstKey(bootstrapKey !== undefined, has('admin.key'))];
}

function pepper(isSet: boolean, isInFile: boolean, isShared: boolean): Finding {
  if (isSet) return ok('pepper', 'MESH_KEY_PEPPER is set');
  const where = isInFile ? 'lies in the data folder' : 'is made with the first start';
  if (!isShared) return ok('pepper', where);
  return warn(
    'pepper',
    `${where}, and other replicas have another`,
    'set the same MESH_KEY_PEPPER for all replicas, or no key holds on more than one',
  );
}

function firstKey(isSet: boolean, isInFile: boolean): Finding {
  if (isSet) return ok('first key', 'MESH_BOOTSTRAP_KEY is set');
  return ok(
    'first key',
    isInFile ? 'lies in admin.key in the data folder' : 'is made with the first start, in admin.key in the data folder',
  );
}

/** Whether the state lies elsewhere, so that other processes may be replicas of the same mesh. */
function isShared(config: LoadedConfig): boolean {
  const { url } = config.get(DatabaseConfig) as DatabaseConfig;
  const redis = config.get(RedisConfig) as RedisConfig;
  return url !== undefined || !/127\.0\.0\.1|localhost|\[::1\]/.test(redis.url);
}

function folderOf(config: LoadedConfig): string {
  return resolve((config.get(ServerConfig) as ServerConfig).dataDir);
}

function nearestExisting(folder: string): string {
  return existsSync(folder) ? folder : nearestExisting(dirname(folder));
}
