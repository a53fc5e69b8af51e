import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CallerSignal, CurrentPrincipal, RequireScope, type Principal } from '../../security';
import { PERSONAL_DATA_TYPES } from '../../text';
import { scopeOf } from '../generate-request';
import { ContentSafetyFilter } from './content-safety-filter';
import { sanitise } from './detect/sanitise';
import { CheckContentDto, SanitizeContentDto } from './dto/safety.dto';
import { safetyVerdictView } from './safety.view';
import { REPEATABLE } from '../../redis';

/** Safety over Redis messages: the bodies and answers of `POST /safety/check` and `POST /safety/sanitize`. */
@Controller()
export class SafetyRpc {
  constructor(private readonly filter: ContentSafetyFilter) {}

  @MessagePattern('mesh.safety.check', REPEATABLE)
  @RequireScope('safety:check')
  async check(@CurrentPrincipal() principal: Principal, @Payload() { content }: CheckContentDto, @CallerSignal() late: AbortSignal) {
    return safetyVerdictView(await this.filter.check(scopeOf(principal, {}), content, 'request', late));
  }

  @MessagePattern('mesh.safety.sanitize', REPEATABLE)
  @RequireScope('safety:check')
  async sanitize(@Payload() { content, types }: SanitizeContentDto, @CallerSignal() late: AbortSignal) {
    return sanitise(content, new Set(types ?? PERSONAL_DATA_TYPES), late);
  }
}
