import { CSV_HEADER, csvLine } from './csv';
import { eventView } from './event.view';
import { ocsfEvent } from './ocsf';

const EVENT = eventView({
  id: 'event_1',
  tenantId: 'tenant_1',
  sequence: 7,
  atMs: Date.UTC(2026, 10, 23),
  actor: { kind: 'key', keyId: 'key_1', userId: '=HYPERLINK("x")', role: 'admin' },
  action: 'networks.delete',
  resource: { kind: 'network', id: 'network_1', networkId: 'network_1' },
  outcome: 'denied',
  reason: 'scope-missing',
  ip: '192.0.2.1',
  userAgent: 'curl, "8"\r\n',
  requestId: 'request_1',
  traceId: 'abc',
  durationMs: 1.4,
});

describe('audit events in other formats', () => {
  it('are lines of RFC 4180, and no formulas', () => {
    expect(CSV_HEADER.split(',')).toHaveLength(22);
    expect(csvLine(EVENT)).toBe(
      '7,event_1,2026-11-23T00:00:00.000Z,denied,networks.delete,scope-missing,key,key_1,"\'=HYPERLINK(""x"")",admin,,network,network_1,network_1,' +
        '192.0.2.1,"curl, ""8""\r\n",,request_1,abc,,,1.4\r\n',
    );
    for (const start of ['=', '+', '-', '@', '\t']) expect(csvLine({ ...EVENT, user_agent: `${start}1` })).toContain(`,'${start}1,`);
  });

  it('are API Activity of OCSF with every field', () => {
    expect(ocsfEvent(EVENT, 'tenant_1')).toEqual({
      class_uid: 6003,
      class_name: 'API Activity',
      category_uid: 6,
      category_name: 'Application Activity',
      activity_id: 4,
      activity_name: 'Delete',
      type_uid: 600304,
      type_name: 'API Activity: Delete',
      time: Date.UTC(2026, 10, 23),
      duration: 1,
      status_id: 2,
      status: 'Failure',
      severity_id: 3,
      severity: 'Medium',
      status_detail: 'scope-missing',
      metadata: {
        version: '1.3.0',
        product: { name: 'AI Mesh', vendor_name: 'AI Mesh' },
        log_name: 'audit',
        uid: 'event_1',
        sequence: 7,
        correlation_uid: 'request_1',
        tenant_uid: 'tenant_1',
      },
      actor: { user: { uid: '=HYPERLINK("x")', credential_uid: 'key_1', type_id: 1 } },
      api: { operation: 'networks.delete', service: { name: 'networks' }, request: { uid: 'request_1' } },
      src_endpoint: { ip: '192.0.2.1' },
      http_request: { user_agent: 'curl, "8"\r\n' },
      resources: [{ type: 'network', uid: 'network_1', namespace: 'network_1' }],
      unmapped: { outcome: 'denied', actor_kind: 'key', role: 'admin', trace_id: 'abc' },
    });
    expect(ocsfEvent({ ...EVENT, action: 'agents.think', ip: null }, 't')).toMatchObject({
      activity_id: 99,
      src_endpoint: { svc_name: 'ai-mesh' },
    });
  });
});
