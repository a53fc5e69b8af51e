import { Inject, Module, type DynamicModule, type FactoryProvider, type ModuleMetadata, type OnApplicationShutdown } from '@nestjs/common';
import { ClientProxyFactory, Transport, type ClientProxy, type RedisOptions } from '@nestjs/microservices';
import { MeshRpcClient } from './mesh-rpc-client';
import { MessageTransport, type MessageOptions } from './message-transport';
import { redisOptionsOf } from './redis-options';

/** Milliseconds that closing waits for a Redis that may be away. */
const CLOSE_MS = 1_000;
const OPTIONS = Symbol('mesh-client:options');
const PROXY = Symbol('mesh-client:proxy');

/** The Redis that the mesh listens on, and the key for it. */
export interface MeshClientModuleOptions extends MessageOptions {
  /** `redis://user:password@host:port`, or `rediss://` with TLS. */
  redisUrl?: string;
  /** Instead of it: the options of Nest's own Redis transport. */
  redis?: NonNullable<RedisOptions['options']>;
}

/** The same, made by a factory. */
export interface MeshClientModuleAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  useFactory: (...injected: never[]) => MeshClientModuleOptions | Promise<MeshClientModuleOptions>;
  inject?: FactoryProvider['inject'];
}

/** Provides `MeshRpcClient` to a Nest application: a mesh over the Redis that both know, by Nest's own client. It connects with the first call. */
@Module({})
export class MeshClientModule implements OnApplicationShutdown {
  constructor(@Inject(PROXY) private readonly proxy: ClientProxy) {}

  static forRoot(options: MeshClientModuleOptions): DynamicModule {
    return MeshClientModule.forRootAsync({ useFactory: () => options });
  }

  static forRootAsync({ imports = [], useFactory, inject = [] }: MeshClientModuleAsyncOptions): DynamicModule {
    return {
      module: MeshClientModule,
      global: true,
      imports,
      providers: [
        { provide: OPTIONS, useFactory, inject },
        { provide: PROXY, useFactory: proxyOf, inject: [OPTIONS] },
        {
          provide: MeshRpcClient,
          useFactory: (proxy: ClientProxy, options: MeshClientModuleOptions) => new MeshRpcClient(new MessageTransport(proxy, options)),
          inject: [PROXY, OPTIONS],
        },
      ],
      exports: [MeshRpcClient],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    const connections = connectionsOf(this.proxy);
    const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_MS).unref());
    await Promise.race([this.proxy.close(), late]).catch(() => undefined); // a farewell to a Redis that is away fails
    for (const connection of connections) connection.disconnect();
  }
}

/** The connections of Nest's client; none before its first call. */
function connectionsOf(proxy: ClientProxy): { disconnect(): void }[] {
  try {
    return proxy.unwrap();
  } catch {
    return [];
  }
}

/** @throws TypeError unless one of `redisUrl` and `redis` is given, and a key. */
function proxyOf({ redisUrl, redis, apiKey }: MeshClientModuleOptions): ClientProxy {
  if ((redisUrl === undefined) === (redis === undefined)) throw new TypeError('MeshClientModule: give either redisUrl or redis');
  if (apiKey === '' || apiKey === undefined) throw new TypeError('MeshClientModule: apiKey is missing');
  const options = redis ?? redisOptionsOf(redisUrl as string);
  return ClientProxyFactory.create({ transport: Transport.REDIS, options });
}
