import { rulesOf } from '../pattern-rule';

/** Paths out of where a file belongs, and files that only an attacker asks for. `../` alone, a relative import and `C:\Users` are none. */
export const PATH_RULES = rulesOf('path', {
  traversal:
    /(?<!(?:\bfrom|\bimport|require\(|\bsrc=|\bhref=|url\(|\bcd|\bextends")\s{0,5}["'`]?|\.\.[/\\])(?<![\w.])(?:\.\.[/\\]){2,40}(?:[\w.%-]{1,60}[/\\]?){0,6}/gi,
  /** Three levels up are too far for an import. */
  'deep-traversal':
    /(?<!\.\.[/\\])(?:\.\.[/\\]{1,2}){4,60}|(?<!\.)\.{2,8}[/\\]{1,2}(?:\.{2,8}[/\\]{1,2}){0,40}(?:etc|windows|winnt|proc|boot|root|var\/log|web-inf|\.ssh|\.env|\.git)\b/gi,
  'traversal-in-path': /(?<=[=/\\]\w{0,40}[/\\]|[=]["']?|:\/\/[^\s]{1,200}\/)(?:\.\.[/\\]){1,40}[\w.%-]{0,60}/gi,
  'traversal-first': /^\s{0,10}(?:\.{1,2}[/\\]){0,3}\.\.(?:[/\\][\w.%-]{0,60}){1,8}\s{0,10}$/gi,
  'encoded-traversal':
    /(?:\.|%(?:25)?2e|%u002e|%c0%(?:ae|2e)|%e0%80%ae|\\x2e|%uff0e){2}(?:%(?:25){0,2}(?:2f|5c)|%c0%(?:af|2f)|%c1%(?:9c|1c|af)|%u221[56]|%uff0f|%e0%80%af)|%(?:25){0,2}2e%(?:25){0,2}2e(?:[/\\]|%)|\.\.;\/|\.\.\/\.\\|\.\.%(?:00|0d|0a|255c|252f)/gi,
  'doubled-traversal': /\.{4}[/\\]{2}|\.\.\.[/\\]\.[/\\]{1,2}|(?:\.\.\/\/){2}/g,
  'unix-secret':
    /(?<![\w.])\/{1,3}(?:private\/)?etc\/{1,3}\.{0,2}\/{0,2}(?:passwd|shadow|gshadow|sudoers|master\.passwd|security\/|ssh\/ssh|ssl\/private|krb5)|\/proc\/(?:self|[0-9]{1,7})\/(?:environ|cmdline|mem|maps|fd|root|cwd)|(?:~|\/root|\/home\/[\w.-]{1,40})\/\.(?:ssh|bash_history|aws|kube|docker|netrc|gnupg|pgpass)\b|\bid_(?:rsa|ed25519|dsa)\b(?!\.pub)(?<=\/id_(?:rsa|ed25519|dsa))|\/var\/run\/(?:docker\.sock|secrets\/)/gi,
  'windows-secret':
    /\b[a-z]:[\\/]{1,4}(?:windows|winnt)(?![a-z])|\b[a-z]:[\\/]{1,4}boot\.ini|%(?:windir|systemroot)%|\\{2}[?.]\\|\\windows\\(?:system32|win\.ini|repair)|\bsystem32[\\/](?:config|drivers)/gi,
  'file-url':
    /\bfile\s{0,3}:\s{0,3}[/\\]{2,4}\S|\bfile:\/[a-z]|\b(?:php|zip|phar|expect|glob|compress\.zlib|data):\/\/(?:filter|input|stdin|memory|temp|fd|[\w./%]{1,200}#|[\w/])|\bjar:(?:https?|file):/gi,
  'web-secret':
    /[/\\](?:WEB-INF[/\\](?:web\.xml|classes)|META-INF[/\\]context|\.git[/\\](?:config|HEAD)|\.env(?![\w.])|\.htpasswd|wp-config\.php|web\.config)/gi,
  'nul-byte': /%(?:25)?00(?=$|[\s"']|\.\w{1,6}(?:$|[\s"']))/g,
});
