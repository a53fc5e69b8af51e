import { BootstrapKey, principalOf, type Principal } from '../../security';
import type { MeshParts } from './mesh-parts';

/** On whose behalf the application acts: the first admin key of the mesh, within the application's own tenant. */
export function ownerOf(parts: MeshParts): Principal {
  return { ...principalOf(parts.get(BootstrapKey).record, undefined), tenantId: parts.tenantId };
}
