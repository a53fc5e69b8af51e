import { rulesOf } from '../pattern-rule';

/** What runs as JavaScript once a page shows it. Elements and handlers are found by `scriptElements` and `eventHandlers`. */
export const SCRIPT_RULES = rulesOf('script', {
  /** In an attribute or as the target of a Markdown link or image any such URL counts. */
  'script-url-attribute':
    /(?:j\s{0,5}a\s{0,5}v\s{0,5}a|v\s{0,5}b|live)(?<=(?:=\s{0,5}["'`]?|\]\(\s{0,5}<?|\]:\s{0,5}<?|url\(\s{0,5}["']?)[\s\u00a0-\u00ff]{0,20}(?:j\s{0,5}a\s{0,5}v\s{0,5}a|v\s{0,5}b|live))\s{0,5}s\s{0,5}c\s{0,5}r\s{0,5}i\s{0,5}p\s{0,5}t\s{0,5}:/gi,
  /** Elsewhere it must go on as code does: "JavaScript: the good parts" is a title. */
  'script-url':
    /(?<![\w-])(?:java|vb|live)[\t\n\r]{0,5}script[\t\n\r]{0,5}:(?=\/\/|["'`]|[^\s"'<>]{0,200}[(=;`%[]|(?:\s{0,5}(?:alert|prompt|confirm|eval|document|window|location)\b))/gi,
  'data-url':
    /\bdata\s{0,5}:\s{0,5}(?:text\/(?:html|xml|javascript)|application\/(?:xhtml\+xml|xml|javascript|x-javascript|ecmascript)|image\/svg\+xml(?=[^"'\s>]{0,200}(?:script|base64,[\w+/]|onload)))(?=[;,])/gi,
  'style-expression': /e(?:\/\*[^*]{0,40}\*\/)?xpression(?<=(?:style\s{0,5}=|<style|\{)[^>]{0,200})\s{0,5}\(/gi,
  'style-binding': /(?:-moz-binding|behaviou?r)\s{0,5}:\s{0,5}url\s{0,5}\(/gi,
  /** A call with which one shows that a page runs what it was given. */
  'probe-call':
    /(?<![\w$.])(?:(?:window|self|top|this|parent|globalthis)\s{0,3}(?:\.\s{0,3}|\[\s{0,3}["'`]))?(?:alert|prompt|confirm)["'`]?\]?\s{0,3}[(`]\s{0,3}(?:[0-9]{1,6}\s{0,3}[)`]|["'`/]?(?:xss|pwn(?:ed)?|hacked)\b|["'`]{2}|document\b|window\b|location\b|string\s{0,3}\.|origin\b|self\b)/gi,
  /** A call that follows what ends a string or a tag. */
  'breakout-call': /(?<=["'`;>][;\s]{0,3})(?:alert|prompt|confirm|eval|settimeout|setinterval)\(/gi,
  'lone-call': /^\s{0,20}(?:alert|prompt|confirm|eval)\s{0,5}\([^()]{0,200}\)\s{0,5};?\s{0,20}$/gi,
  'decoded-code':
    /(?<![\w$.])(?:eval|settimeout|setinterval|function)\s{0,5}\(\s{0,5}(?:atob|unescape|string\s{0,3}\.\s{0,3}fromcharcode|decodeuri(?:component)?|location|window\.name|name\b|document)\b/gi,
  'char-codes': /\bString\s{0,3}(?:\.\s{0,3}|\[\s{0,3}["'`])fromCharCode\b["'`]?\]?\s{0,5}\(\s{0,5}[0-9]{1,5}\s{0,5}[,)]/g,
  'cookie-theft':
    /\bdocument\s{0,3}(?:\.\s{0,3}|\[\s{0,3}["'`])cookie\b(?=["'`]?\]?\s{0,5}[;)+}`]\S)|(?<=[+(=`{]\s{0,5})(?:window\.)?document\s{0,3}(?:\.\s{0,3}|\[\s{0,3}["'`])cookie\b/gi,
  'page-write':
    /\bdocument\s{0,3}\.\s{0,3}(?:write(?:ln)?\s{0,3}\(|location\s{0,3}(?:\.\s{0,3}href\s{0,3})?=(?!=))|\b(?:window|top|parent|self)\s{0,3}\.\s{0,3}location\s{0,3}(?:\.\s{0,3}href\s{0,3})?=(?!=)/gi,
  'sent-away': /\b(?:navigator\s{0,3}\.\s{0,3}sendBeacon)\s{0,3}\(/g,
  'markup-sink': /\.\s{0,3}(?:innerHTML|outerHTML)\s{0,3}\+?=\s{0,3}["'`]\s{0,5}</g,
  /** `<img src=x onerror` without its angle bracket: what follows where the text lands inside of a tag. */
  'attribute-breakout':
    /(?<=["'`]\/?\s{0,10})(?<![a-z0-9_])on[a-z]{3,25}\s{0,5}=\s{0,5}["'`]?\s{0,5}(?:(?:java|vb)script\s{0,3}:|[\w$.]{1,40}\s{0,3}[(`=])/gi,
});
