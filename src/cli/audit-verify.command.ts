import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { verifyExport, type ExportProof } from '../audit';
import type { Command } from './command';

const USAGE = 'audit verify FILE [--public-key KEY]...';
/** Raw Ed25519 keys, base64url. */
const PUBLIC_KEY = /^[\w-]{43}$/;

/** Verifies an audit log that was exported as NDJSON, from the file alone: no service, no Redis, no network. */
export const verifyAuditExport = {
  usage: USAGE,
  summary: 'Verifies an audit log that was exported as NDJSON; "-" reads it from standard input. Exit code: 0 good, 1 bad, 2 not readable.',
  run: verify,
} satisfies Command;

async function verify(words: readonly string[]): Promise<number> {
  const read = readWords(words);
  if (typeof read === 'string') return cannot(`${read}\nusage: ai-mesh ${USAGE}`);
  const { file, publicKeys } = read;
  try {
    const input = file === '-' ? process.stdin : createReadStream(file);
    const failed = new Promise<never>((_resolve, reject) => input.once('error', reject));
    const lines = createInterface({ input, crlfDelay: Infinity });
    const proof = await Promise.race([verifyExport(lines, publicKeys.length > 0 ? publicKeys : undefined), failed]);
    process.stdout.write(inWords(proof, publicKeys.length > 0));
    return proof.valid ? 0 : 1;
  } catch (error) {
    return cannot(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readWords(words: readonly string[]): { file: string; publicKeys: string[] } | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { 'public-key': { type: 'string', multiple: true } },
      allowPositionals: true,
    });
    const publicKeys = values['public-key'] ?? [];
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) return 'name one file';
    if (!publicKeys.every((key) => PUBLIC_KEY.test(key))) return '--public-key is not a public key: 43 characters of base64url';
    return { file, publicKeys };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function inWords(proof: ExportProof, isKeyGiven: boolean): string {
  const { valid, checked, checkpoints, fromSequence, toSequence, firstBadSequence, fault, detail, tenantId, publicKey, keyId } = proof;
  if (!valid) {
    return `BAD: the first bad record is ${firstBadSequence} (${fault}): ${detail}.\n${checked} records before it were found as they were written.\n`;
  }
  const range = checked === 0 ? 'no records' : `records ${fromSequence} to ${toSequence} (${checked})`;
  const whose = isKeyGiven
    ? 'The key you gave vouches for the file.'
    : `You gave no --public-key: compare ${publicKey} with the key of your mesh, or whoever made the file may have signed it.`;
  return `GOOD: ${range} of tenant ${tenantId} are as they were written: none is changed, missing, added or moved.
${checkpoints} signed checkpoints agree. Signed with key ${keyId}. ${whose}
`;
}

function cannot(message: string): number {
  process.stderr.write(`ai-mesh: ${message}\n`);
  return 2;
}
