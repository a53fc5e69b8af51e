// Many event streams in one process: node listeners.mjs URL KEY PATH COUNT SLOW, with a channel to its parent. The first SLOW of them read
// nothing. Tells how many are open, and after each event when (monotonic ms, the same clock in all processes) each of the others had it.
import net from 'node:net';

const [url, key, path, countText, slowText] = process.argv.slice(2);
const { hostname, port } = new URL(url);
const [count, slow] = [Number(countText), Number(slowText)];
const OPENING_AT_ONCE = 100;
const REQUEST = `GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nX-API-Key: ${key}\r\nAccept: text/event-stream\r\n\r\n`;
const EVENT = Buffer.from('\nevent: network.');

const sockets = [];
let arrived = [];
let broken = 0;
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

function open(index) {
  return new Promise((resolve) => {
    const socket = net.connect({ host: hostname, port: Number(port), noDelay: true }, () => socket.write(REQUEST));
    sockets.push(socket);
    let isOpen = false;
    socket.on('data', (bytes) => {
      if (!isOpen) {
        isOpen = true;
        if (!bytes.includes('HTTP/1.1 200')) broken += 1;
        if (index < slow) socket.pause();
        resolve();
      }
      if (!bytes.includes(EVENT)) return;
      arrived.push(nowMs());
      if (arrived.length === count - slow) {
        process.send({ arrived });
        arrived = [];
      }
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (!isEnding) broken += 1;
      resolve();
    });
  });
}

let isEnding = false;
process.on('message', (message) => {
  if (message === 'count') process.send({ broken });
  if (message !== 'end') return;
  isEnding = true;
  for (const socket of sockets) socket.destroy();
  process.send({ ended: true });
  process.disconnect();
});

for (let from = 0; from < count; from += OPENING_AT_ONCE) {
  await Promise.all(Array.from({ length: Math.min(OPENING_AT_ONCE, count - from) }, (_, at) => open(from + at)));
}
process.send({ open: sockets.length - broken });
