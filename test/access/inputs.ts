import type { INestApplication } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { RpcParamtype } from '@nestjs/microservices/enums/rpc-paramtype.enum';
import { PATTERN_METADATA } from '@nestjs/microservices/constants';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage';
import { getMetadataStorage } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata';

type Class = abstract new (...args: never[]) => unknown;

/** A body, query or message that a handler of the running app takes. */
export interface DeclaredInput {
  /** `TasksController.submit`. */
  handler: string;
  /** Undefined where the handler takes what comes and reads it itself. */
  Class: Class | undefined;
}

const HTTP_INPUTS: readonly number[] = [RouteParamtypes.BODY, RouteParamtypes.QUERY];

/** What every handler of routes and messages takes beside its path. */
export function declaredInputs(app: INestApplication): DeclaredInput[] {
  const inputs: DeclaredInput[] = [];
  for (const { controllers } of app.get(ModulesContainer).values()) {
    for (const { metatype } of controllers.values()) {
      const controller = metatype as Class;
      const prototype = controller.prototype as Record<string, object>;
      for (const method of new MetadataScanner().getAllMethodNames(prototype)) {
        const isMessage = Reflect.hasMetadata(PATTERN_METADATA, prototype[method] as object);
        const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<string, { index: number }>;
        const types = (Reflect.getMetadata('design:paramtypes', prototype, method) ?? []) as Class[];
        for (const [key, { index }] of Object.entries(args)) {
          const kind = Number(key.split(':')[0]);
          if (isMessage ? kind !== Number(RpcParamtype.PAYLOAD) : !HTTP_INPUTS.includes(kind)) continue;
          const type = types[index];
          inputs.push({ handler: `${controller.name}.${method}`, Class: type === Object ? undefined : type });
        }
      }
    }
  }
  return inputs;
}

/** A validated field and the validators on it, by name. */
export interface ValidatedField {
  /** `SubmitTaskDto.task`. */
  name: string;
  validators: ReadonlyMap<string, ValidationMetadata>;
}

/** Every field of the classes and of those that nest in them. */
export function validatedFields(classes: Iterable<Class>): ValidatedField[] {
  const open = [...classes];
  const seen = new Set<Class>();
  const fields: ValidatedField[] = [];
  for (let Class = open.pop(); Class !== undefined; Class = open.pop()) {
    if (seen.has(Class)) continue;
    seen.add(Class);
    const byField = new Map<string, Map<string, ValidationMetadata>>();
    for (const metadata of getMetadataStorage().getTargetValidationMetadatas(Class, '', true, false)) {
      const validators = byField.get(metadata.propertyName) ?? new Map<string, ValidationMetadata>();
      byField.set(metadata.propertyName, validators.set(metadata.name ?? metadata.type, metadata));
      const nested = defaultMetadataStorage.findTypeMetadata(Class, metadata.propertyName)?.typeFunction() as Class | undefined;
      if (nested !== undefined && metadata.type === 'nestedValidation') open.push(nested);
    }
    for (const [field, validators] of byField) fields.push({ name: `${Class.name}.${field}`, validators });
  }
  return fields;
}
