import type { Danger } from '../danger';
import { rulesOf } from '../pattern-rule';
import { inwardHost } from './inward-host';

/** What `new URL` of a server would take for the address of something: up to white space or what ends it in prose and in markup. */
const URL_LIKE =
  /(?<![\w+.-])(?:(?:https?|wss?|ftps?|sftp|tftp|ldaps?|gopher|dict|redis|mongodb|postgres(?:ql)?|mysql|smb|netdoc):[/\\]{0,4}|(?<=["'(=\s]|^)[/\\]{2})(?=[\w[@:%\u0080-\uffff])[^\s"'<>`{}|^]{1,2000}/gi;
/** Protocols that only forged requests use from within a text. */
const FORGED = /^(?:gopher|dict|netdoc|tftp|ldaps?):/iu;

/** URLs that lead a server back into its own network: see `inwardHost` for the hosts. */
export function inwardUrls(text: string): Danger[] {
  const found: Danger[] = [];
  if (!/[:/\\]/u.test(text)) return found;
  for (const { index, 0: matched } of text.matchAll(URL_LIKE)) {
    const url = matched.replace(/[.,;:!?)\]]{1,10}$/u, (end) => (end.startsWith(']') && matched.includes('[') ? ']' : ''));
    const rule = FORGED.test(url) ? 'forged-protocol' : ruleOf(url);
    if (rule !== undefined) found.push({ kind: 'ssrf', rule, start: index, end: index + url.length });
  }
  return found;
}

/** What is wrong with a URL whose server would be asked for it; undefined when it leads to the world outside, or is none. */
function ruleOf(written: string): string | undefined {
  const absolute = /^[/\\]{2}/u.test(written) ? `http:${written}` : written;
  // Other protocols do not normalise their hosts (2130706433 stays as it is), though those who speak them do.
  const url = parsed(absolute.replace(/^[a-z]{1,12}:[/\\]{0,4}/iu, 'http://'));
  if (url === undefined) return undefined;
  const inward = inwardHost(url.hostname);
  // Without a protocol a single word is no host: `//` begins comments too.
  if (inward !== undefined && (inward !== 'private-name' || absolute === written || url.hostname.includes('.'))) return inward;
  // `https://bank.example@evil.example`: what stands before the @ is made to look like the host.
  return /^(?:www\.)?[\w-]{1,63}\.(?:[\w-]{1,63}\.){0,4}[a-z]{2,24}$|^(?:[0-9]{1,3}\.){3}[0-9]{1,3}$/iu.test(decodeURI_(url.username))
    ? 'host-before-at'
    : undefined;
}

function decodeURI_(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** What names the inside without a URL. */
export const SSRF_RULES = rulesOf('ssrf', {
  'metadata-service':
    /(?<![\w.])169\.254\.169\.254(?![\w])|\bmetadata\.(?:google\.internal|azure\.(?:com|internal)|packet\.net)\b|\/latest\/(?:meta-data|user-data|dynamic\/instance-identity)|\/computeMetadata\/v1|\/metadata\/(?:instance|identity)\?api-version|\/opc\/v[12]\/instance|\/metadata\/v1\.json/gi,
  /** Servers that tell whoever set them up that they were called, and the names testers give to servers of their own. */
  'callback-host':
    /(?<![\w@-])(?:[\w-]{1,63}\.){0,6}(?:wuzzi\.net|ha\.ckers\.org|xss\.(?:ht|rocks|report)|bxss\.me|burpcollaborator\.net|oastify\.com|interact\.sh|oast\.(?:fun|pro|live|site|online|me|us)|dnslog\.(?:cn|pw)|ceye\.io|requestbin\.(?:net|com)|webhook\.site|canarytokens\.(?:com|org)|pipedream\.net|requestrepo\.com)(?![\w-])/gi,
  'hostile-host':
    /(?<![\w@.-])(?:[\w-]{1,63}\.){0,3}(?:evil|attacker|malicious|suspicious|hacker|exfil\w{0,10}|phishing|malware|badguy|pwned)(?:[-.][\w-]{1,40}){0,3}\.(?:com|net|org|io|security|example|test|site|xyz|co|dev|info|evil|tld|local|domain|corp|app)(?![\w-])/gi,
});
