import { rulesOf, type PatternRule } from '../pattern-rule';

/** Methods that only change how a value looks, as in `${price.toFixed(2)}`. */
const HARMLESS = new Set(
  'tofixed toupper tolower touppercase tolowercase trim tostring tolocalestring tolocaledatestring tolocaletimestring toisostring join slice padstart padend replace replaceall split substring format capitalize round map filter number string json stringify encodeuricomponent t i18n count size length'.split(
    ' ',
  ),
);
const CALL = /([\p{L}_$][\w$]{0,60})\s{0,3}\(/gu;

/** `${…}` of JavaScript, Java (EL, SpEL, OGNL, FreeMarker) and the shell, with a call that does more than format. */
const CALL_IN_EXPRESSION: PatternRule = {
  kind: 'template',
  rule: 'call-in-expression',
  pattern: /[$#*~@]\{[^{}\n]{0,300}\([^{}\n]{0,300}\}?/g,
  holds: ([text]) => [...text.matchAll(CALL)].some(([, name = '']) => !HARMLESS.has(name.toLowerCase())),
};

/** `#{…}` of Ruby and of EL: a plain name or path of names is how a text is personalised. */
const HASH_EXPRESSION: PatternRule = {
  kind: 'template',
  rule: 'hash-expression',
  pattern: /#\{([^{}\n]{1,300})\}/g,
  holds: ([, inner = '']) => !/^\s{0,5}[$@]{0,2}[\p{L}_][\p{L}\p{N}_]{0,60}(?:\.[\p{L}_][\p{L}\p{N}_]{0,60}){0,5}\s{0,5}$/u.test(inner),
};

/** Expressions of template engines that compute or reach inside. Liquid and plain names, as personalisation uses them, are none. */
export const TEMPLATE_RULES: readonly PatternRule[] = [
  CALL_IN_EXPRESSION,
  HASH_EXPRESSION,
  ...rulesOf('template', {
    arithmetic:
      /(?:[$#@*%~]\{{1,2}|\{{2,3}|\{(?=[0-9]{1,6}\*[0-9]{1,6}\}))[=!~:\-\s@]{0,5}\(?\s{0,3}["']?[0-9]{1,10}["']?\s{0,3}(?:\*{1,2}|[+/%-])\s{0,3}["']?[0-9]{1,10}["']?\s{0,3}\)?[\s-]{0,3}\}{1,3}/g,
    'razor-expression': /@\(\s{0,3}[0-9]{1,10}\s{0,3}[*+/-]\s{0,3}[0-9]{1,10}\s{0,3}\)|@\{?\s{0,3}System\.\w|@\(\s{0,3}System\./g,
    'erb-tag': /<%(?![0-9]{2})[=#@!-]?[^%\n]{0,500}%>/g,
    /** From an object to its class and on, inside of braces or one behind the other. */
    'python-inside':
      /(?:\.|\|\s{0,3}attr\s{0,3}\(\s{0,3}["']|\[\s{0,3}["'])_{2}(?:class|mro|bases?|subclasses|globals|builtins|init|import|getattribute|getitem|dict|code|self|reduce)_{2}["'\])]{0,3}\s{0,3}(?:\(\s{0,3}\))?\s{0,3}(?:\.|\||\[|\))\s{0,3}(?:attr\s{0,3}\(\s{0,3})?["']?(?:_{2}(?!name_|doc_|module_|qualname_)|mro\b|[0-9])/g,
    'dunder-in-braces':
      /\{[{%][^{}]{0,300}_{2}(?:class|mro|bases?|subclasses|globals|builtins|init|import|getattribute|dict|code|self|reduce)_{2}/g,
    'engine-object':
      /\{\{[-~=\s]{0,5}(?:config\s{0,3}(?:\}\}|\.\s{0,3}(?:items|from|__|secret)|\[)|self\s{0,3}(?:\}\}|\.\s{0,3}_|\[)|request\s{0,3}(?:\}\}|\.\s{0,3}(?:application|environ|args|__|cookies)|\||\[)|(?:cycler|lipsum|joiner|namespace|url_for|get_flashed_messages|g\.pop|_self|settings\.SECRET|dump\s{0,3}\(|app\.request|class\.forName|\$on|\$eval|constructor|process\.|global\.|require\s{0,3}\(|range\s{0,3}\.|this\.constructor|self\.template)\b|["']{2}\s{0,3}[.[|]|\(\s{0,3}\)\s{0,3}[.[|]|\[\s{0,3}\]\s{0,3}[.[|])/gi,
    'call-in-braces':
      /\{[{%#][^{}]{0,300}(?:\b(?:system|popen|exec|eval|passthru|shell_exec|subprocess|getRuntime|forName|import_module|file_get_contents|read_file|constructor)\b\s{0,3}["']?\s{0,3}\(|(?:\|\s{0,3}(?:filter|map|sort|reduce)\s{0,3}\(\s{0,3}["'](?:system|exec|passthru|popen|shell_exec))|constructor\s{0,3}[.[(])/gi,
    'engine-tag':
      /\{%[-+~]?\s{0,5}(?:debug|import|from|macro|load|php|python|eval|exec)\b[^{}]{0,300}%\}|<#\s{0,3}assign\b[^>]{0,300}(?:\?new|freemarker)|\bfreemarker\.template\.utility|#set\s{0,3}\(\s{0,3}\$\w{1,30}\s{0,3}=[^\n]{0,200}(?:class|runtime|\()|\$class\.(?:inspect|forName|type)|\{(?:php|system|literal)\}|\{system\s{0,3}\(|\{\{\s{0,3}#with\b[^{}]{0,100}\bas\s{0,3}\|/gi,
    /** Log4Shell and its ways around a filter. */
    'lookup-expression':
      /\$\{\s{0,5}(?:jndi|env|sys|java|ctx|lower|upper|date|script|dns|url|file|base64|const|main|bundle)\s{0,5}:[^\s}]{0,200}\}?|\$\{\s{0,3}[:-]{1,3}[^\s}]{0,100}\}|\$\{[^\s{}]{0,60}:-[^\s{}]{0,60}\}\$?[:\w{]|\bjndi\s{0,3}:\s{0,3}(?:ldaps?|rmi|dns|iiop|nis|corba|http)\s{0,3}:/gi,
    'java-class':
      /[$#%*]\{{1,2}[^{}\n]{0,200}(?:\bT\s{0,3}\(|\bnew\s{1,3}[\w.]{1,60}\s{0,3}\(|\bclass\.|\bjavax?\.|getClass|classLoader|@java\.|#_memberAccess|#context|#application)/g,
  }),
];
