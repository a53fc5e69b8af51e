import type { EventView } from './event.view';

/** The version of the Open Cybersecurity Schema Framework whose class 6003, API Activity, this is. */
const OCSF_VERSION = '1.3.0';
const CLASS_UID = 6003;
const CATEGORY_UID = 6;

/** `activity_id` of API Activity, and the verbs that mean it. */
const ACTIVITIES = [
  { id: 1, name: 'Create', verbs: /^(create|add|submit|upload|import|register|start|send|generate)/i },
  { id: 2, name: 'Read', verbs: /^(get|list|read|find|search|export|verify|watch|stream|download|recall|status|stats|compare)/i },
  { id: 3, name: 'Update', verbs: /^(update|replace|patch|rotate|set|approve|reject|cancel|pause|resume|retry|consolidate|edit)/i },
  { id: 4, name: 'Delete', verbs: /^(delete|remove|revoke|erase|clear|prune)/i },
] as const;
const OTHER = { id: 99, name: 'Other' } as const;

/** `status_id`, `severity_id` by outcome: refused (medium) weighs more than failed (low); what nobody knows the end of is medium, too. */
const OUTCOMES = {
  allowed: { status_id: 1, status: 'Success', severity_id: 1, severity: 'Informational' },
  denied: { status_id: 2, status: 'Failure', severity_id: 3, severity: 'Medium' },
  failed: { status_id: 2, status: 'Failure', severity_id: 2, severity: 'Low' },
  unknown: { status_id: 0, status: 'Unknown', severity_id: 3, severity: 'Medium' },
} as const satisfies Record<EventView['outcome'], object>;

/** An event as OCSF API Activity. What has no place there stands in `unmapped`, so that nothing is lost; what is unknown is left out. */
export function ocsfEvent(event: EventView, tenantId: string): Record<string, unknown> {
  const { actor, resource, outcome } = event;
  const verb = event.action.slice(event.action.indexOf('.') + 1);
  const activity = ACTIVITIES.find(({ verbs }) => verbs.test(verb)) ?? OTHER;
  return known({
    class_uid: CLASS_UID,
    class_name: 'API Activity',
    category_uid: CATEGORY_UID,
    category_name: 'Application Activity',
    activity_id: activity.id,
    activity_name: activity.name,
    type_uid: CLASS_UID * 100 + activity.id,
    type_name: `API Activity: ${activity.name}`,
    time: Date.parse(event.time),
    duration: event.duration_ms === null ? null : Math.round(event.duration_ms),
    ...(OUTCOMES[outcome] ?? OUTCOMES.unknown),
    status_detail: event.reason,
    metadata: known({
      version: OCSF_VERSION,
      product: { name: 'AI Mesh', vendor_name: 'AI Mesh' },
      log_name: 'audit',
      uid: event.event_id,
      sequence: event.sequence,
      correlation_uid: event.request_id,
      tenant_uid: tenantId,
    }),
    actor: known({
      user: known({
        uid: actor.user_id,
        credential_uid: actor.key_id,
        type_id: actor.kind === 'system' ? 3 : actor.kind === 'anonymous' ? 0 : 1,
      }),
      app_name: actor.name,
      session: event.session_id === null ? null : { uid: event.session_id },
    }),
    api: known({
      operation: event.action,
      service: { name: event.action.split('.')[0] },
      request: event.request_id === null ? null : { uid: event.request_id },
    }),
    // The class wants a source: of what the mesh does itself it is the mesh.
    src_endpoint: event.ip === null ? { svc_name: actor.name ?? 'ai-mesh' } : { ip: event.ip },
    http_request: event.user_agent === null ? null : { user_agent: event.user_agent },
    resources: [known({ type: resource.kind, uid: resource.id, namespace: resource.network_id })],
    unmapped: known({
      outcome,
      actor_kind: actor.kind,
      role: actor.role,
      trace_id: event.trace_id,
      before_sha256: event.before,
      after_sha256: event.after,
    }),
  });
}

function known(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}
