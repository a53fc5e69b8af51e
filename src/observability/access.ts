import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** Metadata key of handlers that anyone may call. */
export const PUBLIC_ROUTE = 'access:public';

/** Marks a handler that needs no API key: probes, metrics and documentation. */
export function PublicRoute(): CustomDecorator {
  return SetMetadata(PUBLIC_ROUTE, true);
}
