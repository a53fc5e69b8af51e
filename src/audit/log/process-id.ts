import { randomUUID } from 'node:crypto';

/** Names this process in what it has begun, for whoever finds that unended. */
export const PROCESS_ID = randomUUID();
