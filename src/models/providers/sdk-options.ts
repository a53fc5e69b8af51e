/** Retries belong to the chain, and so do deadlines: the SDK's own timeout lies beyond any of ours. Milliseconds. */
export const SDK_OPTIONS = { maxRetries: 0, timeout: 3_600_000 } as const;
