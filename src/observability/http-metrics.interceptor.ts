import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Histogram } from 'prom-client';
import type { Observable } from 'rxjs';
import { METRIC } from './metrics';

interface TimedReply {
  statusCode: number;
  raw: { once(event: 'finish' | 'close', listener: () => void): void };
}

/** Observes the seconds of every HTTP request by route template, once its answer has left. */
@Injectable()
export class HttpMetricsInterceptor implements NestInterceptor {
  constructor(@InjectMetric(METRIC.httpRequestSeconds) private readonly seconds: Histogram<'method' | 'route' | 'status'>) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<{ method: string; routeOptions: { url?: string } }>();
    const reply = context.switchToHttp().getResponse<TimedReply>();
    const stop = this.seconds.startTimer({ method: request.method, route: request.routeOptions.url ?? 'unknown' });
    reply.raw.once('close', () => stop({ status: String(reply.statusCode) }));
    return next.handle();
  }
}
