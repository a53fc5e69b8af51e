/** The registry behind `@Type`, which class-transformer exports only by its path. */
declare module 'class-transformer/cjs/storage' {
  export const defaultMetadataStorage: object;
}
