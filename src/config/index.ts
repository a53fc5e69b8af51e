export { ConfigModule } from './config.module';
export { configOf, type SettingsOf } from './config-of';
export { Env } from './env.decorator';
export { ConfigError, loadConfig, type LoadedConfig } from './load-config';
export { PACKAGE_VERSION } from './package-version';
export { ServerConfig, type HostedRole } from './server.config';
