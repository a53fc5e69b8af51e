import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Histogram } from 'prom-client';
import { METRIC } from './metrics';

interface RoutedRequest {
  method: string;
  routeOptions: { url?: string };
}

interface TimedReply {
  statusCode: number;
  raw: { writableFinished: boolean; once(event: 'close', listener: () => void): unknown };
}

const MS_PER_SECOND = 1_000;
/** What nginx calls a request whose client left before the answer had. */
const CLIENT_LEFT = 499;

/**
 * Observes the seconds of every HTTP request by route template, once its answer has left. A hook calls it, not an
 * interceptor: guards refuse before those run, and a single one costs every request a chain of observables.
 */
@Injectable()
export class HttpMetrics {
  /** A series for each route and status, found without hashing its labels. */
  private readonly series = new Map<string, { observe(seconds: number): void }>();

  constructor(@InjectMetric(METRIC.httpRequestSeconds) private readonly seconds: Histogram<'method' | 'route' | 'status'>) {}

  watch({ method, routeOptions }: RoutedRequest, reply: TimedReply): void {
    const startedAtMs = performance.now();
    reply.raw.once('close', () => {
      const status = String(reply.raw.writableFinished ? reply.statusCode : CLIENT_LEFT);
      this.seriesOf(method, routeOptions.url ?? 'unknown', status).observe((performance.now() - startedAtMs) / MS_PER_SECOND);
    });
  }

  private seriesOf(method: string, route: string, status: string): { observe(seconds: number): void } {
    const name = `${method} ${status} ${route}`;
    const known = this.series.get(name) ?? this.seconds.labels({ method, route, status });
    this.series.set(name, known);
    return known;
  }
}
