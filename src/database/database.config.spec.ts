import { loadConfig } from '../config';
import { DatabaseConfig } from './database.config';

describe('DatabaseConfig', () => {
  it('takes the URL of a PostgreSQL server, or none', () => {
    for (const url of ['postgres://a:b@host:5432/c?sslmode=require', 'postgresql://host/c'])
      expect(loadConfig([DatabaseConfig], { DATABASE_URL: url }).get(DatabaseConfig)).toEqual({ url });
    expect(loadConfig([DatabaseConfig], {}).get(DatabaseConfig)).not.toHaveProperty('url', expect.anything());
  });

  it.each(['mysql://user:secret@host/db', 'postgres:secret', 'secret', 'http://secret'])(
    'names the variable, never the value (%#)',
    (url) => {
      const load = () => loadConfig([DatabaseConfig], { DATABASE_URL: url });
      expect(load).toThrow(/DATABASE_URL: must be a URL such as/);
      expect(load).not.toThrow(/secret/);
    },
  );
});
