import net from 'node:net';
import tls from 'node:tls';

/**
 * Asks a server whether it is a Redis that can be used: AUTH when the URL has a password, PING, INFO.
 * @param {string} url redis:// or rediss://
 * @param {number} deadlineMs for everything together
 * @returns {Promise<{ ok: true, version?: string, processId?: number, role?: string } | { ok: false, reason: string, busy?: boolean }>}
 *   `version` and the rest are unknown when the server does not let us ask; `busy` means that it is still loading its data
 */
export function probeRedis(url, deadlineMs) {
  return new Promise((resolve) => {
    let address;
    try {
      address = new URL(url);
    } catch {
      return resolve({ ok: false, reason: 'it is not a URL' });
    }
    const secure = address.protocol === 'rediss:';
    if (!secure && address.protocol !== 'redis:') return resolve({ ok: false, reason: 'it must begin with redis:// or rediss://' });
    const host = address.hostname.replace(/^\[|\]$/g, '');
    const port = Number(address.port || 6379);
    const socket = secure ? tls.connect({ host, port, servername: net.isIP(host) ? undefined : host }) : net.connect({ host, port });
    const end = (result) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => end({ ok: false, reason: `no answer within ${deadlineMs} ms` }), deadlineMs);

    const commands = [['PING'], ['INFO']];
    if (address.password) commands.unshift(['AUTH', ...[address.username, address.password].filter(Boolean).map(decodeURIComponent)]);
    let received = '';
    socket.on(secure ? 'secureConnect' : 'connect', () => socket.write(commands.map(encode).join('')));
    socket.on('error', (error) => end({ ok: false, reason: error.code ?? error.message }));
    socket.on('close', () => end({ ok: false, reason: 'it closed the connection' }));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const result = judge(received, commands.length);
      if (result) end(result);
    });
  });
}

function encode(words) {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
}

/** The verdict over the replies so far, or undefined while more must come. */
function judge(received, expected) {
  const replies = [];
  let rest = received;
  while (rest !== '') {
    const kind = rest[0];
    const lineEnd = rest.indexOf('\r\n');
    if (!'+-$'.includes(kind)) return { ok: false, reason: 'what answers there is not Redis' };
    if (lineEnd < 0) break;
    const line = rest.slice(1, lineEnd);
    if (kind === '$') {
      const end = lineEnd + 2 + Number(line);
      if (rest.length < end + 2) break;
      replies.push({ kind, text: rest.slice(lineEnd + 2, end) });
      rest = rest.slice(end + 2);
    } else {
      replies.push({ kind, text: line });
      rest = rest.slice(lineEnd + 2);
    }
  }
  const before = replies.slice(0, expected - 1);
  const refused = before.find((reply) => reply.kind === '-');
  if (refused) return { ok: false, reason: refused.text, busy: refused.text.startsWith('LOADING') };
  if (replies.length < expected) return undefined;
  const info = replies[expected - 1];
  const field = (name) => (info.kind === '$' ? new RegExp(`^${name}:(.*)$`, 'm').exec(info.text)?.[1].trim() : undefined);
  return { ok: true, version: field('redis_version'), processId: Number(field('process_id')) || undefined, role: field('role') };
}
