/** The registry behind `@Type`, which class-transformer exports only by its path. */
declare module 'class-transformer/cjs/storage' {
  interface TypeMetadata {
    /** `Array` where the decorated property is one. */
    reflectedType: unknown;
    typeFunction: () => unknown;
  }
  export const defaultMetadataStorage: {
    findTypeMetadata(target: object, property: string): TypeMetadata | undefined;
  };
}
