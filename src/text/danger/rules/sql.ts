import { rulesOf } from '../pattern-rule';

/** What parts two words of SQL: white space, a plus of a URL, a comment, an opening bracket. */
const GAP = String.raw`(?:[\s+(]|/\*[^*]{0,60}\*/){1,20}`;
/** The same, or nothing. */
const MAYBE = String.raw`(?:[\s+()]|/\*[^*]{0,60}\*/){0,20}`;
/** Where a statement may begin: at the start, behind another one, behind a quote or bracket that ends what it was put into. */
const BEGIN = String.raw`(?<=(?:^|[;'"\x60)])\s{0,20})`;
/** Where one ends: at the end of the line or the text, or where a comment, another statement or a quote begins. */
const END = String.raw`(?=\s{0,20}(?:$|;|--|#|/\*|['")]))`;
const NAME = String.raw`["'\x60\[]?[\w$.#@]{1,64}["'\x60\]]?`;
const sql = (source: string, flags = 'gi'): RegExp => new RegExp(source, flags);

/** SQL that was put where a value belongs, and statements that nobody writes but to a database. */
export const SQL_RULES = rulesOf('sql', {
  'drop-statement': sql(
    `${BEGIN}drop\\s{1,10}(?:table|database|schema|view|index|user|procedure|function|trigger|role|column)\\s{1,10}${NAME}(?:\\s{1,5}cascade)?${END}`,
  ),
  'statement-and-comment': sql(
    `^\\s{0,10}(?:drop|delete|truncate|grant|alter|exec(?:ute)?)\\s[^;\\n]{1,100};\\s{0,5}(?:--|#|grant\\s|drop\\s|/\\*)`,
  ),
  'drop-if-exists': sql(
    `\\bdrop\\s{1,10}(?:table|database|schema|view|index|user|procedure|function)\\s{1,10}if\\s{1,10}exists\\s{1,10}${NAME}`,
  ),
  'drop-before-comment': sql(`\\bdrop\\s{1,10}(?:table|database|schema)\\s{1,10}${NAME}\\s{0,10}(?:;|--|#|/\\*)`),
  'truncate-statement': sql(`${BEGIN}truncate\\s{1,10}table\\s{1,10}${NAME}${END}`),
  'alter-statement': sql(
    `${BEGIN}alter\\s{1,10}(?:table|user|database|login)\\s{1,10}${NAME}\\s{1,10}(?:add|drop|modify|rename|identified|with|set|change)\\b`,
  ),
  'create-statement': sql(
    `\\bcreate\\s{1,10}(?:table\\s{1,10}(?:if\\s{1,10}not\\s{1,10}exists\\s{1,10})?${NAME}\\s{0,10}\\(\\s{0,10}${NAME}\\s{1,10}(?:int|varchar|text|char|serial|date|bool|bigint|blob|uuid|numeric)|(?:user|login)\\s{1,10}${NAME}\\s{1,10}(?:identified|with)\\b)`,
  ),
  'delete-statement': sql(
    `\\bdelete\\s{1,10}from\\s{1,10}${NAME}\\s{1,10}where\\s{1,10}${NAME}\\s{0,10}(?:=|<|>|!=|like\\b|in\\s{0,5}\\(|is\\s{1,5}n)|${BEGIN}delete\\s{1,10}from\\s{1,10}${NAME}${END}`,
  ),
  'insert-statement': sql(
    `\\binsert\\s{1,10}into\\s{1,10}${NAME}\\s{0,10}(?:\\([^()]{1,300}\\)\\s{0,10})?(?:values\\s{0,10}\\(|select\\s)`,
  ),
  'update-statement': sql(`\\bupdate\\s{1,10}${NAME}\\s{1,10}set\\s{1,10}${NAME}\\s{0,10}=`),
  'grant-statement': sql(`${BEGIN}grant\\s{1,10}(?:all|select|insert|execute)\\b[^;\\n]{0,80}\\bto\\s{1,5}${NAME}${END}`),
  'stacked-statement': sql(
    `(?<=;\\s{0,20})(?:select\\s{1,10}(?:[\\w.]{0,40}\\s{0,3}\\(|@@|\\*|.{1,80}\\sfrom\\s{1,5}${NAME}${END})|shutdown${END}|declare\\s{1,10}@|use\\s{1,10}master\\b|set\\s{1,10}@|copy\\s.{1,60}(?:to|from)\\s{1,5}program\\b|exec(?:ute)?\\s{1,10}(?:immediate|master|xp_|sp_))`,
  ),
  'select-all': sql(`\\bselect\\s{1,10}\\*\\s{1,10}from\\s{1,10}${NAME}`),
  'select-count': sql(`\\bselect\\s{1,10}count\\s{0,3}\\(\\s{0,3}(?:\\*|[\\w.]{1,40})\\s{0,3}\\)\\s{1,10}from\\s`),
  'select-where': sql(
    `\\bselect\\s{1,10}${NAME}(?:\\s{0,3},\\s{0,3}${NAME}){0,20}\\s{1,10}from\\s{1,10}${NAME}\\s{1,10}where\\s{1,10}${NAME}\\s{0,5}(?:=|<|>|!=|like\\s{1,5}['"]|in\\s{0,5}\\()`,
  ),
  'union-select': sql(
    `\\bunion${GAP}(?:/\\*!?\\d{0,6}\\s{0,3})?(?:(?:all|distinct)${GAP})?(?:/\\*!?\\d{0,6}\\s{0,3})?select\\b(?:\\*/)?${MAYBE}(?:null\\b|[0-9]{1,5}\\s{0,3}(?:,|--|#|$|from\\b)|\\*|@@|['"]|0x|[\\w.]{1,40}\\s{0,3}\\(|[\\w.]{1,40}(?:\\s{0,3},\\s{0,3}[\\w.]{1,40}){0,20}\\s{1,5}from\\s{1,5}${NAME}${END})`,
  ),
  'union-after-quote': sql(`(?<=['"\`)0-9]\\s{0,5}(?:/\\*[^*]{0,40}\\*/)?)\\bunion${GAP}(?:(?:all|distinct)${GAP})?select\\b`),
  'split-keyword': sql(
    String.raw`\b(?:un\/\*[^*]{0,20}\*\/ion|sel\/\*[^*]{0,20}\*\/ect|dr\/\*[^*]{0,20}\*\/op|ins\/\*[^*]{0,20}\*\/ert)\b|\/\*!\d{0,6}\s{0,3}(?:union|select|or|and)\b`,
  ),
  /** `' or '1'='1`, `" or ""="`, `') or ('x'='x`, `'||'a'='a`. */
  'quoted-tautology': sql(
    `['"\`]${MAYBE}(?:or|and|xor|\\|\\||&&)${MAYBE}(?:not\\s{1,5})?['"\`(]{0,4}(?<left>[\\w-]{0,30})['"\`)]{0,3}\\s{0,10}(?:=|<=>)\\s{0,10}['"\`(]{0,4}\\k<left>(?![\\w-])`,
  ),
  'likeness-after-quote': sql(`['"]\\s{1,5}(?:or|and)\\s{1,5}[\\w.]{1,40}\\s{1,5}(?:like\\s{1,5}['"]%?|is\\s{1,5}(?:not\\s{1,5})?null\\b)`),
  'quoted-likeness': sql(
    `['"\`]${MAYBE}(?:or|and|xor|\\|\\||&&)${MAYBE}['"\`(]{1,4}(?<left>[\\w-]{1,30})['"\`)]{1,3}\\s{0,10}(?:like|rlike|regexp|is|in)\\s{0,10}['"\`(]{1,4}%?\\k<left>(?![\\w-])`,
  ),
  /** The number of a record, and a condition that always holds: `1 or 1=1`, `id=7) or (2=2`. */
  'bare-tautology': sql(
    `(?<word>\\b(?:or|and|xor)|\\|\\||&&)${GAP}[('"]{0,3}(?<left>[0-9]{1,10})['"]?\\s{0,5}=\\s{0,5}['"]?\\k<left>(?![\\w.])(?<=(?:^\\s{0,10}|[=(]\\s{0,3})-?[0-9]{1,10}\\s{0,3}\\)?${GAP}\\k<word>[^=]{1,60}=[^=]{1,20})`,
  ),
  'commented-tautology': sql(
    `\\b(?:or|and)${GAP}[('"]{0,3}(?<left>[0-9]{1,10})['"]?\\s{0,5}=\\s{0,5}['"]?\\k<left>['")]{0,3}\\s{0,5}(?:--|#|/\\*|;)`,
  ),
  'lone-tautology': sql(
    `^[\\s)'"]{0,10}(?:or|and|having|where)${GAP}[('"]{0,3}(?<left>[\\w]{1,20})['"]?\\s{0,5}=\\s{0,5}['"]?\\k<left>['")]{0,3}(?:\\s{0,5}(?:--|#|/\\*|;|limit\\b).{0,60})?\\s{0,10}$`,
  ),
  'compared-after-quote': sql(
    `['"\`]\\s{0,10}\\)?\\s{0,10}(?:or|and|\\|\\||&&)\\s{1,10}(?:[0-9]{1,10}\\s{0,5}(?:=|<>|!=|<|>|like)\\s{0,5}[0-9'"(]|(?:true|false|not\\s[0-9]|exists\\s{0,5}\\(|[0-9]{1,6})\\s{0,5}(?:--|#|;|/\\*|$))`,
  ),
  'comment-after-quote': sql(
    `(?<=[\\w)]\\s{0,3}|^\\s{0,3})['"\`]\\s{0,5}\\){0,3}\\s{0,5};?\\s{0,5}(?:--|#|/\\*)(?:\\s{0,5}[-+]?\\s{0,5}$)|(?<=[\\w)]|^)'\\s{0,5}\\){0,3};?\\s{0,3}--\\s{0,3}[-+](?![\\w-])`,
  ),
  'comment-at-end': sql(`\\w'\\s{1,3}(?:and|or|union|order|group|having|limit|where)\\s[^;\\n]{0,200}(?:;|\\s)\\s{0,5}(?:--|#)\\s{0,5}$`),
  'statement-after-quote': sql(
    `['"\`]\\s{0,5}\\){0,3}\\s{0,5};\\s{0,10}(?:drop|delete|insert|update|alter|truncate|create|exec|execute|select|shutdown|declare|waitfor|grant)\\s`,
  ),
  'order-by-probe': sql(
    `['")0-9]\\s{1,10}(?:order|group)\\s{1,10}by\\s{1,10}[0-9]{1,4}\\s{0,5}(?:--|#|/\\*|$)|\\bhaving\\s{1,10}(?<left>[0-9]{1,6})\\s{0,5}=\\s{0,5}\\k<left>(?![0-9])`,
  ),
  procedure: sql(
    String.raw`\b(?:xp_(?:cmdshell|reg\w{1,20}|dirtree|fileexist|servicecontrol)|sp_(?:executesql|oacreate|oamethod|makewebtask|configure|password|add\w{1,20}|grant\w{1,20})|utl_(?:http|inaddr|file)\s{0,3}\.|dbms_\w{1,30}\s{0,3}\.\s{0,3}\w|sys_eval\s{0,3}\(|sys_exec\s{0,3}\(|lo_import\s{0,3}\()`,
  ),
  'executed-string': sql(
    String.raw`\bexec(?:ute)?(?:\s{1,5}immediate)?\s{0,5}\(?\s{0,5}(?:['"@][^'"]{0,60}['"]?\s{0,5}(?:\+|\|\|)|['"]\s{0,5}(?:select|drop|insert|update|delete|sel|xp_)|(?:master\s{0,3}\.{1,2}\s{0,3}(?:dbo\s{0,3}\.\s{0,3})?)(?:xp|sp)_)`,
  ),
  delay: sql(
    String.raw`\bwaitfor\s{1,10}(?:delay|time)\s{0,5}['"(@]|\bpg_sleep\s{0,5}\(|\bbenchmark\s{0,5}\(\s{0,5}[0-9]{1,12}\s{0,5},|sleep(?<=(?:\b(?:and|or|select|xor|where|then|in|by)\b|[;'"|&,+=]|\bif\s{0,3}\(.{0,40})[\s(+]{0,10}sleep)\s{0,5}\(\s{0,5}[0-9]{1,5}(?:\.[0-9]{1,3})?\s{0,5}\)(?=\s{0,5}(?:$|--|#|['"),]|and\b|or\b|/\*))|\bdbms_pipe\.receive_message|\brandomblob\s{0,3}\(`,
  ),
  'inner-knowledge': sql(
    String.raw`@@(?:version|datadir|hostname|basedir|servername|global|tmpdir)\b|\binformation_schema\s{0,3}\.\s{0,3}\w|\b(?:extractvalue|updatexml)\s{0,5}\(\s{0,5}(?:[0-9]|rand|null|concat|xmltype)|\bload_file\s{0,5}\(|\binto\s{1,10}(?:out|dump)file\b|\b(?:from|join)\s{1,10}(?:sysobjects|sys\.(?:databases|tables|objects)|pg_catalog|pg_shadow|sqlite_master|all_tables|mysql\.user)\b`,
  ),
  'char-building': sql(
    String.raw`\b(?:char|chr|nchar)\s{0,3}\(\s{0,3}[0-9]{1,4}\s{0,3}\)\s{0,3}(?:\+|\|\||,)\s{0,3}(?:char|chr|nchar)\s{0,3}\(|\b(?:ascii|ord)\s{0,3}\(\s{0,3}(?:substr|substring|mid)\s{0,3}\(|\bsubstr(?:ing)?\s{0,3}\(\s{0,3}(?:\(\s{0,3}select|@@|version|user\s{0,3}\(|database\s{0,3}\()`,
  ),
  'no-sql-operator': sql(
    String.raw`[[{,]\s{0,5}["']?\$(?:ne|gt|gte|lt|lte|nin|regex|where|exists|or|and|expr|function|accumulator)["']?\s{0,5}(?:\]|:)|["']\$(?:ne|gt|gte|nin|where)["']\s{0,3}:`,
  ),
  'ldap-filter': sql(String.raw`\*\)\s{0,3}\(\s{0,3}[|&!]?\s{0,3}\(?\s{0,3}[\w-]{1,40}\s{0,3}=|\)\(\|\(|\*\)\)%00`),
});
