import { Global, Module } from '@nestjs/common';
import { APP_GUARD, APP_PIPE } from '@nestjs/core';
import { ApiKeyGuard } from './access/api-key.guard';
import { ApiKeyStore } from './keys/api-key.store';
import { Authenticator } from './keys/authenticator';
import { RequestValidationPipe } from './validation/request-validation.pipe';
import { ScopesGuard } from './access/scopes.guard';

/** Who may do what, on every route: key, then scope, then the validated body. */
@Global()
@Module({
  providers: [
    ApiKeyStore,
    Authenticator,
    { provide: APP_GUARD, useClass: ApiKeyGuard },
    { provide: APP_GUARD, useClass: ScopesGuard },
    { provide: APP_PIPE, useClass: RequestValidationPipe },
  ],
  exports: [Authenticator],
})
export class SecurityModule {}
