import { ApiTags } from '@nestjs/swagger';
import { Controller, Get, Res } from '@nestjs/common';
import { PrometheusController } from '@willsoto/nestjs-prometheus';
import { PublicRoute } from './access';
import { Operation, textOf } from '../openapi';

/** `/metrics` in the Prometheus text format. */
@ApiTags('health')
@Controller()
export class MetricsController extends PrometheusController {
  @Operation('getMetrics', 'Tells the metrics of this process', {
    sends: [textOf('text/plain', 'The Prometheus text format')],
  })
  @PublicRoute()
  @Get()
  override index(@Res({ passthrough: true }) response: unknown): Promise<string> {
    return super.index(response);
  }
}
