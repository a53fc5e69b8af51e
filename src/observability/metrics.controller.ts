import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PrometheusController } from '@willsoto/nestjs-prometheus';
import { PublicRoute } from './access';

/** `/metrics` in the Prometheus text format. */
@ApiExcludeController()
@Controller()
export class MetricsController extends PrometheusController {
  @PublicRoute()
  @Get()
  override index(@Res({ passthrough: true }) response: unknown): Promise<string> {
    return super.index(response);
  }
}
