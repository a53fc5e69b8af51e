import { rulesOf } from '../pattern-rule';

/** Words that name a command and hardly anything else. */
const RARE =
  'whoami|wget|chmod|chown|ifconfig|ipconfig|netstat|nslookup|mkfifo|mkfs|ncat|netcat|telnet|useradd|usermod|adduser|crontab|certutil|bitsadmin|powershell|pwsh|tasklist|systeminfo|uname|hostname|printenv|busybox|xterm|nmap|tftp|scp|dmesg|lsof|iptables|pkill|killall|rundll32|regsvr32|mshta|wmic';
/** Words that are ordinary too: what they are given says that a command is meant. */
const GIVEN = [
  String.raw`(?:cat|ls|head|tail|less|more|nl|tac|strings|touch|mkdir|find|stat|file|cp|mv|ln|dir|grep\s\S{1,40}|tar|source|rm|sh|bash)\s{1,5}(?:-[\w-]{1,20}\s{1,5}){0,4}["']?(?:[/~$]|\.{1,2}/|[a-z]:\\|\*)`,
  String.raw`(?:ls|rm|ps|cat|kill|id|uname|df|du|chmod|unzip|find|grep|xargs|awk|sed|tee|nc|env|w)\s{1,5}-{1,2}[a-z0-9]`,
  String.raw`(?:curl|fetch|lynx|ftp|ssh|git\s{1,3}clone|pip3?\s{1,3}install|npm\s{1,3}i(?:nstall)?)\s{1,5}(?:-[\w-]{1,20}\s{1,5}(?:[\w./'"-]{1,60}\s{1,5})?){0,5}["']?[\w.@-]{1,80}(?:[:/.][\w]|\$)`,
  String.raw`(?:nc|ping|dig|host)\s{1,5}(?:-[a-z]{1,10}\s{1,5}(?:[0-9]{1,6}\s{1,5})?){0,4}[\w.-]{1,80}\.[\w-]{1,40}`,
  String.raw`(?:(?:ba|z|da|k|c|tc)?sh|python[0-9.]{0,4}|perl|ruby|php|node|lua)\s{1,5}-[a-z]`,
  String.raw`(?:echo|printf)\s{1,5}\S{1,200}\s{0,5}(?:>|\|)`,
  String.raw`(?:sleep|usleep|timeout)\s{1,5}[0-9]{1,5}`,
  String.raw`(?:sudo|doas|nohup|exec|eval|env)\s{1,5}(?:-\w\s)?(?:\S{1,40}/)?(?:sh|bash|rm|cat|su|-s|reboot|shutdown|apt|chmod|passwd|wget|curl)\b`,
  String.raw`(?:shutdown|reboot|halt|poweroff)\s{0,5}(?:-|/|now\b)`,
  String.raw`(?:net\s{1,3}(?:user|localgroup|share)|reg\s{1,3}(?:add|query)|cmd(?:\.exe)?\s{1,3}/[ck]|type\s{1,3}(?:[a-z]:\\|%)|del\s{1,3}/|copy\s{1,3}[a-z]:\\|dd\s{1,3}if=|export\s{1,3}\w{1,30}=)`,
].join('|');
const COMMAND = String.raw`(?:/(?:usr/)?s?bin/)?(?:(?:${RARE})(?![\w-])|${GIVEN})`;
const WORD =
  '(?:id|ls|ps|pwd|env|set|cat|w|who|dir|uptime|date|reboot|ping|curl|rm|sh|bash|python[0-9.]{0,4}|perl|php|nc|echo|printf|sleep|touch|kill)';
const shell = (source: string, flags = 'gi'): RegExp => new RegExp(source, flags);

/** Commands put where a value belongs, and code of Python, Node.js, PHP and Java that reaches the machine. */
export const SHELL_RULES = rulesOf('shell', {
  'chained-command': shell(String.raw`(?:[;|\n\r]|&&|\|\||(?<=\S)&)[ \t]{0,10}(?<=[;|&][ \t]{0,10}|%0a)${COMMAND}`),
  /** `x;id`, `127.0.0.1 | id`, `a && whoami` at the very end of a text. */
  'last-command': shell(String.raw`(?:;|\|{1,2}|&{1,2})(?:\s{0,3}(?:id|whoami|pwd|uname)|(?:ls|ps|env|w|who|dir))\s{0,5}[;#&|]?\s{0,5}$`),
  'substituted-command': shell(String.raw`\$\(\s{0,10}(?:${COMMAND}|${WORD}(?=\s{0,3}\)|\s{1,5}[\w\-/.'"$<]))`),
  'backtick-command': shell('`\\s{0,10}(?:' + COMMAND + '|' + WORD + '(?=\\s{0,3}`))[^`]{0,500}`'),
  'piped-program': shell(String.raw`[;|&]\s{0,5}/(?:usr/)?(?:local/)?s?bin/[\w.-]{1,40}`),
  'process-substitution': shell(String.raw`(?:\b(?:(?:ba|z)?sh|source|cat|diff)|(?<=\s)\.)\s{1,5}<\(\s{0,5}\w`),
  'piped-into-shell': shell(
    String.raw`\|\s{0,5}(?:sudo\s{1,3})?(?:/(?:usr/)?bin/)?(?:env\s{1,3})?(?:ba|z|da|k|tc)?sh(?![\w.-])(?=\s{0,5}(?:$|-|;|&|\||["'\x60)]|\n))`,
  ),
  'piped-download': shell(
    String.raw`\b(?:curl|wget|fetch|base64\s{1,3}(?:-d|--decode|-D))\b[^\n|]{0,300}\|\s{0,5}(?:sudo\s{1,3})?(?:\w{0,8}sh|python[0-9.]{0,4}|perl|ruby|node|php)\b`,
  ),
  'powershell-download': shell(
    String.raw`\b(?:iex|invoke-expression)\b\s{0,5}[(&"']|\bnew-object\s{1,5}(?:system\.)?net\.(?:webclient|sockets)|\bpowershell(?:\.exe)?\s[^\n]{0,100}-e(?:nc|ncodedcommand|xecutionpolicy|p)?\s`,
  ),
  'destructive-remove': shell(
    String.raw`\brm\s{1,5}(?:-{1,2}[a-z-]{1,20}\s{1,5}){1,4}["']?(?:/(?!\w{1,40}/\w)|~|\*|\$HOME|--no-preserve-root)`,
  ),
  'reverse-shell': shell(
    String.raw`/dev/(?:tcp|udp)/|\b(?:nc|ncat|netcat)(?:\.exe|\.traditional)?\s[^\n]{0,80}-[a-z]{0,4}[ec]\s{1,3}\S{0,20}(?:sh|cmd|powershell)|\bbash\s{1,3}-i\b|\b[05]?>&\s{0,3}[0-9]\b[^\n]{0,20}[0-9]>&[0-9]|\bmkfifo\s{1,3}/|\bpty\.spawn\s{0,3}\(|\bfsockopen\s{0,3}\(|\bsocat\s[^\n]{0,80}exec:|\bdup2\s{0,3}\(\s{0,3}\w{1,20}\.fileno`,
  ),
  'written-system-file': shell(
    String.raw`>{1,2}\s{0,5}(?:/(?:etc|boot|bin|sbin|usr|lib|root|proc|sys|var/spool|var/www)/|/dev/(?:sd[a-z]|hd[a-z]|nvme|mem|tcp|udp)|~?/?\.(?:bashrc|bash_profile|profile|ssh/))`,
  ),
  shellshock: shell(String.raw`(?<!\w\s{0,3})\(\)\s{0,5}\{[^{}]{0,20}\}\s{0,5};\s{0,5}[\w/]`),
  'fork-bomb': shell(String.raw`:\s{0,3}\(\s{0,3}\)\s{0,3}\{\s{0,3}:\s{0,3}\|\s{0,3}:\s{0,3}&|%0\s{0,3}\|\s{0,3}%0`),
  'separator-variable': shell(String.raw`\$\{?IFS(?![a-z])|\{(?:cat|ls|curl|wget|echo|nc|ping|rm|bash|sh),[^\s{}]{1,200}\}`),
  'spreadsheet-command': shell(
    String.raw`^[\s"]{0,3}[=+@-]{1,2}\s{0,3}(?:cmd|msexcel|mshta|rundll32|dde)\s{0,3}[|(]|^[\s"]{0,3}[=+@]{1,2}(?:hyperlink|webservice|importxml|importdata|importfeed)\s{0,3}\(`,
    'gim',
  ),
  'called-shell': shell(
    String.raw`(?<![\w$])(?:system\(|(?:popen|popen2|shell_exec|passthru|proc_open|pcntl_exec|execsync|execfilesync|spawnsync)\s{0,3}\()\s{0,5}[frb]{0,2}(?:["'\x60\[]|\$_)|(?<![\w$])(?:exec|spawn|call|run)\s{0,3}\(\s{0,3}\[?\s{0,3}["'\x60](?:/(?:usr/)?bin/|(?:ba)?sh\b|cmd|id\b|ls\b|cat\b|rm\b|wget\b|curl\b|whoami|touch\b|nc\b|powershell|calc)`,
  ),
  'imported-module': shell(
    String.raw`\b__import__\s{0,5}\(|\bimportlib\s{0,3}\.\s{0,3}import_module\s{0,3}\(|\b(?:import|from)\s{1,5}(?:os|subprocess|pty|socket|commands|shutil)\b[^\n;]{0,60}[;\n]\s{0,10}(?:[\w=\s]{0,30}\b)?(?:os|subprocess|pty|socket|commands|shutil|system|popen|run|call)\s{0,3}[.(]`,
  ),
  'lone-import': shell(
    String.raw`^\s{0,10}(?:import|from)\s{1,5}(?:os|sys|subprocess|pty|socket|ctypes|pickle|shutil|importlib|builtins)(?:\s{1,5}import\s{1,5}[\w*, ]{1,60})?\s{0,10};?\s{0,10}$|\bglobals\s{0,3}\(\s{0,3}\)\s{0,3}\[|%x[({]\s{0,3}["'\w]`,
  ),
  'called-os': shell(
    String.raw`\bos\s{0,3}\.\s{0,3}(?:system|popen[0-9]?|exec[lv]\w{0,3}|spawn[lv]\w{0,3}|startfile|kill|remove|unlink|rmdir|removedirs|environ\s{0,3}\[)\s{0,3}\(?|\bsubprocess\s{0,3}\.\s{0,3}(?:run|call|popen|check_output|check_call|getoutput|getstatusoutput)\b|\bshutil\s{0,3}\.\s{0,3}rmtree\s{0,3}\(|\bcommands\s{0,3}\.\s{0,3}getoutput\b`,
  ),
  'evaluated-code': shell(
    String.raw`(?<![\w$.])(?:eval|exec|assert|create_function|execfile)\s{0,5}\(\s{0,5}(?:compile|open|base64|codecs|bytes|zlib|requests?\b|input|require|__import__|chr\s{0,3}\(|\$_|\$\{|gzinflate|str_rot13|unescape|decode|["'\x60][^"'\x60\n]{0,200}\b(?:import|os\.|system|require|process)\b)`,
  ),
  'python-inside': shell(
    String.raw`\b(?:pickle|marshal|dill|cpickle|jsonpickle|shelve|yaml)\s{0,3}\.\s{0,3}(?:loads?|unsafe_load|decode)\s{0,3}\(\s{0,3}(?:base64|b["']|codecs|bytes)|!!python/(?:object|name|module)|\bc(?:os|posix|subprocess)\n(?:system|popen)\b|\bopen\s{0,3}\(\s{0,3}["'](?:/etc/|/proc/|/root/|c:\\)|\b__builtins__\s{0,3}[.\[]|\bgetattr\s{0,3}\(\s{0,3}(?:os|__\w{1,20}__|sys)\b|\bsys\.modules\s{0,3}\[`,
  ),
  'node-inside': shell(
    String.raw`\bchild_process\b|\brequire\s{0,3}\(\s{0,3}["'\x60](?:node:)?(?:fs|vm|net|os|http|dgram|cluster|worker_threads)["'\x60]\s{0,3}\)\s{0,3}\.\s{0,3}\w|\bprocess\s{0,3}\.\s{0,3}(?:mainModule|binding|dlopen|kill)\b|\bprocess\s{0,3}\.\s{0,3}exit\s{0,3}\(|\bnew\s{1,5}Function\s{0,3}\(|(?<![\w$.])Function\s{0,3}\(\s{0,3}["'\x60]\s{0,3}return\b|\bconstructor\s{0,3}\.\s{0,3}constructor\s{0,3}\(|\bglobal(?:this)?\s{0,3}\.\s{0,3}process\b`,
  ),
  'php-code': shell(
    String.raw`<\?(?:php\b|=)[^\n]{0,500}(?:\?>)?|\$_(?:get|post|request|cookie|server|files)\s{0,3}\[|\bphpinfo\s{0,3}\(\s{0,3}\)|\bbase64_decode\s{0,3}\(\s{0,3}["']`,
  ),
  'java-code': shell(
    String.raw`\bRuntime\s{0,3}\.\s{0,3}getRuntime\s{0,3}\(\s{0,3}\)|\bnew\s{1,3}(?:java\.lang\.)?ProcessBuilder\s{0,3}\(|\bClass\s{0,3}\.\s{0,3}forName\s{0,3}\(|\bjavax?\.(?:script\.ScriptEngineManager|naming\.InitialContext)|\brO0AB[\w+/]{4}`,
  ),
});
