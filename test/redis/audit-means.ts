import { randomBytes } from 'node:crypto';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { AuditEvent } from '../../src/audit/audit-event';
import { AuditSecrets } from '../../src/audit/audit-secrets';
import { AuditLog } from '../../src/audit/log/audit-log';
import { AuditMetrics } from '../../src/audit/log/audit-metrics';
import { LogAppender } from '../../src/audit/log/log-appender';
import { Subjects } from '../../src/audit/people/subjects';
import type { RedisClient } from '../../src/redis';
import { Pepper, SecurityConfig } from '../../src/security';
import { ServerConfig } from '../../src/config';
import { RetentionPeriods } from '../../src/tenants';

const PEPPER = 'the pepper of a test, long enough to be one';

/** The secrets that every replica of a test derives from one pepper, or from that of the test and another that follows it. */
export function auditSecrets(keyPepper = PEPPER, isRotating = false): AuditSecrets {
  const config = Object.assign(new SecurityConfig(), { keyPepper, previousPeppers: isRotating ? [PEPPER] : [] });
  return new AuditSecrets(new Pepper(new ServerConfig(), config));
}

/** The audit log as one replica has it. */
export function auditReplica(redis: RedisClient): { log: AuditLog; subjects: Subjects; registry: Registry } {
  const registry = new Registry();
  const registers = [registry];
  const metrics = new AuditMetrics(
    new Counter({ name: 'events', help: 'events', labelNames: ['outcome'], registers }),
    new Counter({ name: 'dropped', help: 'dropped', registers }),
    new Gauge({ name: 'pending', help: 'pending', registers }),
    new Histogram({ name: 'seconds', help: 'seconds', registers }),
  );
  const subjects = new Subjects(redis, auditSecrets());
  const appender = new LogAppender(redis, auditSecrets(), subjects, new RetentionPeriods(redis));
  return { log: new AuditLog(redis, appender, subjects, metrics), subjects, registry };
}

/** An event that differs from others in what the test says. */
export function auditEvent(fields: Partial<AuditEvent> & { tenantId: string }): AuditEvent {
  return {
    id: `event_${randomBytes(13).toString('hex')}`,
    atMs: Date.now(),
    actor: { kind: 'key', keyId: 'key_abcdefgh12345678', userId: 'ann@example.org', role: 'user' },
    action: 'networks.create',
    resource: { kind: 'network', id: 'network_1' },
    outcome: 'allowed',
    ip: '203.0.113.9',
    userAgent: 'curl/8',
    ...fields,
  };
}
