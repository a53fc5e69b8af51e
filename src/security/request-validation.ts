import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { MeshError, type FieldFault } from '../errors';

/** Validates every body and query by its class: unknown fields are refused, each fault named by its path. */
export function requestValidation(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: false,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => validationFailed(errors),
  });
}

function validationFailed(errors: ValidationError[]): MeshError {
  const faults = errors.flatMap((error) => faultsOf(error, ''));
  const detail = faults.map((fault) => `${fault.field}: ${fault.message}`).join('; ');
  return new MeshError('invalid', 'validation-failed', detail.slice(0, 1_000), { errors: faults.slice(0, 100) });
}

function faultsOf(error: ValidationError, parent: string): FieldFault[] {
  const field = /^\d+$/.test(error.property) ? `${parent}[${error.property}]` : [parent, error.property].filter(Boolean).join('.');
  const own = Object.entries(error.constraints ?? {}).map(([rule, text]) => ({ field, message: messageOf(rule, text, error.property) }));
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, field))];
}

function messageOf(rule: string, text: string, property: string): string {
  if (rule === 'whitelistValidation') return 'is not a known field';
  return text.startsWith(`${property} `) ? text.slice(property.length + 1) : text;
}
