import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CurrentPrincipal, RequireScope, type Principal } from '../security';
import { GenerateDto } from './dto/generate.dto';
import { estimateView } from './estimate.view';
import { generateAnswerView } from './generate-answer.view';
import { GenerateReader } from './generate-reader';
import { ModelsService } from './models.service';

/** Models over Redis messages: the bodies and answers of `POST /generate` and `POST /generate/estimate`. */
@Controller()
export class ModelsRpc {
  constructor(
    private readonly models: ModelsService,
    private readonly reader: GenerateReader,
  ) {}

  @MessagePattern('mesh.models.generate')
  @RequireScope('models:generate')
  async generate(@CurrentPrincipal() principal: Principal, @Payload() message: GenerateDto) {
    const { scope, request } = await this.reader.read(principal, message);
    return generateAnswerView(await this.models.generate(scope, request));
  }

  @MessagePattern('mesh.models.estimate')
  @RequireScope('models:generate')
  async estimate(@CurrentPrincipal() principal: Principal, @Payload() message: GenerateDto) {
    const { scope, request } = await this.reader.read(principal, message);
    return estimateView(await this.models.estimate(scope, request));
  }
}
