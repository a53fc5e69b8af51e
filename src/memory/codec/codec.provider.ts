import type { FactoryProvider } from '@nestjs/common';
import { getToken } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import { METRIC } from '../../observability';
import { MemoryConfig } from '../memory.config';
import { MemoryCodec } from './memory-codec';

/** The codec of this process, as it is configured, with its metrics. */
export const codecProvider: FactoryProvider<MemoryCodec> = {
  provide: MemoryCodec,
  inject: [MemoryConfig, getToken(METRIC.memoryBodyBytes), getToken(METRIC.memoryBytesSaved)],
  useFactory: ({ zstd }: MemoryConfig, bodyBytes: Counter<'codec'>, bytesSaved: Counter) =>
    new MemoryCodec({
      zstd,
      onWritten: (codec, rawBytes, storedBytes) => {
        bodyBytes.inc({ codec }, storedBytes);
        if (rawBytes > storedBytes) bytesSaved.inc(rawBytes - storedBytes);
      },
    }),
};
