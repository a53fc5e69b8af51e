import { Injectable } from '@nestjs/common';
import { VectorMirror } from '../embeddings/vector-mirror';
import { VectorStore } from '../embeddings/vector.store';
import { MemoryIndexStore, type MemoryPlace } from './memory-index.store';
import { NetworkMirror } from './network-mirror';

/** Bytes that all mirrors of a process take together; those of networks used longest ago go first, but never the last one. */
const MAX_BYTES = 256 * 1024 * 1024;

/** The mirrors of the networks that this process has searched lately. */
@Injectable()
export class Mirrors {
  private readonly mirrors = new Map<string, NetworkMirror>();

  constructor(
    private readonly store: MemoryIndexStore,
    /** None: no vectors are read. */
    private readonly vectors?: VectorStore,
  ) {}

  /** The mirror of a network, brought up to date. */
  async of(place: MemoryPlace): Promise<NetworkMirror> {
    const name = `${place.tenantId}\n${place.networkId}`;
    const mirror = this.mirrors.get(name) ?? this.newMirror(place);
    this.mirrors.delete(name);
    this.mirrors.set(name, mirror);
    await mirror.look();
    this.forgetOld(mirror);
    return mirror;
  }

  private newMirror(place: MemoryPlace): NetworkMirror {
    const { vectors } = this;
    return new NetworkMirror(this.store, place, vectors?.tag === undefined ? undefined : new VectorMirror(vectors, place));
  }

  private forgetOld(inUse: NetworkMirror): void {
    let bytes = 0;
    for (const mirror of this.mirrors.values()) bytes += mirror.bytes;
    for (const [name, mirror] of this.mirrors) {
      if (bytes <= MAX_BYTES || mirror === inUse) return;
      bytes -= mirror.bytes;
      this.mirrors.delete(name);
    }
  }
}
