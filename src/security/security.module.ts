import { Global, Module } from '@nestjs/common';
import { APP_GUARD, APP_PIPE } from '@nestjs/core';
import { ApiKeyGuard } from './access/api-key.guard';
import { Operations } from './access/operations';
import { ScopesGuard } from './access/scopes.guard';
import { ApiKeyStore } from './keys/api-key.store';
import { Authenticator } from './keys/authenticator';
import { BootstrapKey } from './keys/bootstrap-key';
import { KeyAdmission } from './keys/key-admission';
import { KeysController } from './keys/keys.controller';
import { KeysService } from './keys/keys.service';
import { KeyStandings } from './keys/key-standings';
import { KeyWatch } from './keys/key-watch';
import { Pepper } from './keys/pepper';
import { PepperReports } from './keys/pepper-report';
import { Revocations } from './keys/revocations';
import { LimitsModule } from './limits/limits.module';
import { RouteLimitGuard } from './limits/route-limit.guard';
import { DangerousInput } from './validation/dangerous-input';
import { InputPolicies } from './validation/input-policies';
import { InputPolicyController } from './validation/input-policy.controller';
import { RequestValidationPipe } from './validation/request-validation.pipe';

/** Who may do what, on every route: key, then scope, then the validated body. */
@Global()
@Module({
  imports: [LimitsModule],
  controllers: [KeysController, InputPolicyController],
  providers: [
    Pepper,
    BootstrapKey,
    ApiKeyStore,
    KeyAdmission,
    Revocations,
    KeyWatch,
    KeyStandings,
    KeysService,
    PepperReports,
    Authenticator,
    Operations,
    InputPolicies,
    DangerousInput,
    { provide: APP_GUARD, useClass: ApiKeyGuard },
    { provide: APP_GUARD, useClass: RouteLimitGuard },
    { provide: APP_GUARD, useClass: ScopesGuard },
    { provide: APP_PIPE, useClass: RequestValidationPipe },
  ],
  exports: [Authenticator, DangerousInput, KeysService, Operations, Pepper, Revocations, KeyWatch, KeyStandings],
})
export class SecurityModule {}
