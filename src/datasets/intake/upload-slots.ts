import { Injectable } from '@nestjs/common';
import { MeshError } from '../../errors';

/** Uploads of one tenant that a replica takes in at once: what has arrived of them lies in Redis before it counts as anybody's. */
const MAX_UPLOADS = 4;
const RETRY_AFTER_SECONDS = 5;

/** Sees to it that one tenant does not upload too much at once. */
@Injectable()
export class UploadSlots {
  private readonly used = new Map<string, number>();

  /** Does `upload` while it counts. @throws MeshError 429 `uploads-in-progress` when as many are under way. */
  async use<T>(tenantId: string, upload: () => Promise<T>): Promise<T> {
    const used = this.used.get(tenantId) ?? 0;
    if (used >= MAX_UPLOADS) {
      const detail = `at most ${MAX_UPLOADS} datasets are uploaded at once; try again when one has arrived`;
      throw new MeshError('rate-limited', 'uploads-in-progress', detail, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    this.used.set(tenantId, used + 1);
    try {
      return await upload();
    } finally {
      const left = (this.used.get(tenantId) as number) - 1;
      if (left === 0) this.used.delete(tenantId);
      else this.used.set(tenantId, left);
    }
  }
}
