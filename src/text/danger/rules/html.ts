import { rulesOf } from '../pattern-rule';

/** Markup that loads, replaces or sends something elsewhere. Ordinary markup of a mail (paragraphs, images, links, tables, styles) is none. */
export const HTML_RULES = rulesOf('html', {
  'embedding-element':
    /<[\s/\\]{0,10}(?:iframe|frame|frameset|object|embed|applet|base|bgsound|i?layer|isindex|portal|fencedframe)(?![\w:-])[^<>]{0,2000}>?/gi,
  'meta-refresh': /<\s{0,10}meta(?![\w-])[^<>]{0,500}http-equiv[^<>]{0,50}(?:refresh|set-cookie|content-security-policy)[^<>]{0,500}>?/gi,
  'foreign-form': /<\s{0,10}form(?![\w-])[^<>]{0,500}action\s{0,5}=\s{0,5}["']?\s{0,5}(?:https?:)?\/\/[^<>]{0,1000}>?/gi,
  'form-action': /\bformaction(?<=<[^<>]{0,500}formaction)\s{0,5}=\s{0,5}(?:"[^"<>]{0,1000}"|'[^'<>]{0,1000}'|[^\s<>]{0,1000})/gi,
  'inner-document': /\bsrcdoc(?<=<[^<>]{0,500}srcdoc)\s{0,5}=\s{0,5}(?:"[^"]{0,2000}"|'[^']{0,2000}'|[^\s>]{0,2000})/gi,
  'html-import': /<\s{0,10}link(?![\w-])[^<>]{0,500}rel\s{0,5}=\s{0,5}["']?import\b[^<>]{0,500}>?/gi,
  'xml-entity': /<!(?:ENTITY\s[^<>]{0,200}(?:SYSTEM|PUBLIC)\b|DOCTYPE\s[^<>[]{0,200}\[)[^<>]{0,300}>?/gi,
  'server-side-include': /<!--\s{0,5}#\s{0,5}(?:exec|include|echo|config|printenv|fsize|set)\b[^<>]{0,300}(?:-->)?/gi,
});
