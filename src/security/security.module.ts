import { Global, Module } from '@nestjs/common';
import { APP_GUARD, APP_PIPE } from '@nestjs/core';
import { ApiKeyGuard } from './api-key.guard';
import { ApiKeyStore } from './api-key.store';
import { Authenticator } from './authenticator';
import { RequestValidationPipe } from './request-validation.pipe';
import { ScopesGuard } from './scopes.guard';

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
