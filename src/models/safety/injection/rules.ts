import { withoutAccents } from '../../../text';

const ASCII = /^\p{ASCII}*$/u;

/** A pattern that hardly an ordinary text holds. */
interface InjectionRule {
  /** Names beginning with `extraction` are about what a model was told; all others about what it is made to do. */
  name: string;
  pattern: RegExp;
  /** 0–1. */
  score: number;
}

const ABOUT =
  '(?:instructions?|directions?|guidelines?|rules?|commands?|orders?|prompts?|directives?|restrictions?|programming|constraints?|guardrails?|polic(?:y|ies))';
const BEFORE = '(?:previous|prior|above|earlier|preceding|foregoing|initial|original|hidden|former|past|given|system)';
const IGNORE =
  '(?:ignore|disregard|forget|override|discard|neglect|(?:do not|don.?t) (?:follow|obey|listen to|adhere to)|stop (?:following|obeying)|pay no attention to)';
const GAP = '[^.!?\\n]{0,30}?';

/**
 * Words that override instructions in many languages, ask for the prompt, take on the voice of the system, or open doors that attacks made known. All
 * repetitions are bounded, so that a text is looked through in time linear in it. Sources: the families in docs/injection-model.md.
 */
const INJECTION_RULES: readonly InjectionRule[] = (
  [
    {
      name: 'override',
      score: 0.98,
      pattern: new RegExp(
        `\\b${IGNORE}\\s{1,3}(?:(?:all|any|every|each|of|the|your|my|these|those|what|everything|and)\\s{1,3}){0,5}${BEFORE}\\s{1,3}(?:\\w{1,15}\\s{1,3}){0,2}${ABOUT}\\b(?!\\s{1,3}(?:of|in|for) (?:my|a|the|this)\\b)`,
        'iu',
      ),
    },
    {
      name: 'override-told',
      score: 0.98,
      pattern: new RegExp(
        `\\b${IGNORE}\\s{1,3}(?:all|everything|anything|whatever|all of)\\s{1,3}(?:that\\s{1,3})?(?:you (?:were|have been|was) (?:told|taught|given)|I (?:said|told you)|(?:was|is) (?:said|written)|above|before (?:this|that))`,
        'iu',
      ),
    },
    {
      name: 'override-de',
      score: 0.98,
      pattern:
        /\b(?:ignorier(?:e|en Sie)?|vergiss|vergessen Sie|missachte|beachte nicht)\s{1,3}(?:(?:bitte|alle[ns]?|sämtliche|die|deine|meine|Ihre)\s{1,3}){0,3}(?:vorherigen?|vorigen?|obigen?|bisherigen?|früheren?|ursprünglichen?|vorangegangenen?)\s{1,3}(?:\w{1,20}\s{1,3}){0,2}(?:Anweisung(?:en)?|Regeln?|Befehle?|Instruktionen?|Vorgaben?|Informationen|Aufgaben?|Prompts?)/iu,
    },
    {
      name: 'override-romance',
      score: 0.98,
      pattern:
        /\b(?:ignore[zs]?|ignorez|oublie[zs]?|ignora(?:d|te)?|olvida|olvide|dimentica|esqueça|esquece|ignorar)\s{1,3}(?:(?:de|toutes?|todas?|todos?|tutte|tutti|les?|las?|los|le|gli|as|os|tes|tus|tue|suas|tudo|tout|todo)\s{1,3}){1,4}(?:(?:instructions?|consignes?|règles?|instrucciones|órdenes|reglas|istruzioni|regole|instruções|regras|ordens)\b|(?:ce qui précède|lo anterior))/iu,
    },
    {
      name: 'override-nl-pl',
      score: 0.98,
      pattern:
        /\b(?:negeer|vergeet|zignoruj|zapomnij o)\s{1,3}(?:(?:alle|al|de|je|wszystkich|wszystkie|wszystkim)\s{1,3}){0,3}(?:vorige|eerdere|bovenstaande|poprzednie|wcześniejsze|powyżej)/iu,
    },
    {
      name: 'override-ru',
      score: 0.98,
      pattern:
        /(?:игнорируй|забудь|проигнорируй|не обращай внимания на)(?:те)?\s{1,3}(?:(?:все|всё|о|про|свои|эти)\s{1,3}){0,3}(?:предыдущие|прошлые|прежние|что|вышеуказанные|инструкции|указания)/iu,
    },
    {
      name: 'override-cjk',
      score: 0.98,
      pattern:
        /(?:忽略|无视|無視し|忘记|忘れて)[^。\n]{0,12}(?:之前|以前|上面|先前|前面|所有|以上)?[^。\n]{0,8}(?:指令|指示|规定|提示|设定|规则|命令)|(?:以前|上記|これまで|すべて)の?[^。\n]{0,10}(?:指示|命令|ルール)を?[^。\n]{0,6}(?:無視|忘れ)|(?:이전|위의|모든)[^.\n]{0,10}(?:지시|명령|내용|규칙)[^.\n]{0,8}(?:무시|잊)/u,
    },
    {
      name: 'override-other',
      score: 0.98,
      pattern:
        /(?:önceki|yukar[ıi]daki|tüm)\s{1,3}(?:\S{1,15}\s{1,3}){0,2}(?:talimat|kural|komut)\S{0,8}\s{1,3}(?:yok say|unut|görmezden gel)|تجاهل\s{1,3}(?:جميع|كل)?\s{0,3}(?:ال)?(?:تعليمات|أوامر|قواعد)|(?:पिछले|ऊपर)\s{1,3}(?:\S{1,10}\s{1,3}){0,3}(?:निर्देशों|नियमों|बातें)/u,
    },
    {
      name: 'extraction',
      score: 0.92,
      pattern: new RegExp(
        `\\b(?:show|print|repeat|output|reveal|display|recite|disclose|leak|dump|tell me|give me|what (?:is|are|was|were))\\b${GAP}\\b(?:your|the|its)\\s{1,3}(?:(?:full|entire|exact|complete|original|initial|hidden|secret|whole|internal|first)\\s{1,3}){0,3}(?:system\\s{1,3}(?:prompt|message|instructions?)|(?:pre-?)?prompt|developer\\s{1,3}(?:message|prompt|instructions)|hidden\\s{1,3}(?:instructions?|prompt|rules)|(?:initial|secret|original)\\s{1,3}(?:instructions?|prompt|rules|guidelines))\\b`,
        'iu',
      ),
    },
    {
      name: 'extraction-above',
      score: 0.9,
      pattern:
        /\b(?:repeat|print|output|copy|echo|return|show)\b[^.!?\n]{0,20}\b(?:everything|all (?:the )?(?:text|words)|the (?:text|words|conversation|lines))\s{1,3}(?:above|before this|so far)\b/iu,
    },
    {
      name: 'persona',
      score: 0.93,
      pattern:
        /\b(?:DAN|STAN|DUDE|AIM|BetterDAN|EvilBot|DevMode|Developer Mode|Mongo Tom|JailBreak)\b[^.!?\n]{0,60}\b(?:do anything now|stands for|enabled|mode|unfiltered|can do anything|always intelligent)\b|\bdo anything now\b/u,
    },
    {
      name: 'no-limits',
      score: 0.92,
      pattern:
        /\b(?:without|no|free of|not bound by|ignore (?:all )?(?:ethical|moral))\s{1,3}(?:any\s{1,3})?(?:(?:ethical|moral|legal|content)\s{1,3}(?:or\s{1,3}(?:ethical|moral|legal)\s{1,3})?)(?:restrictions?|limits?|limitations|guidelines|constraints?|boundaries|filters?|polic(?:y|ies))\b[^\n]{0,300}\b(?:you|answer|respond|character|persona)\b/iu,
    },
    {
      name: 'role-token',
      score: 0.9,
      pattern: /<\|(?:im_start|im_end|system|endoftext|start_header_id|eot_id)\|?>|\[\/?INST\]|<<\/?SYS>>|\[system\]\(#/iu,
    },
    {
      name: 'to-the-model',
      score: 0.92,
      pattern:
        /\b(?:if you are|attention|note to|dear|instructions? for|message (?:to|for)|to (?:any|whatever|the)|hint for)\s{1,3}(?:(?:an?|the|any|all|whatever|AI|large)\s{1,3}){0,3}(?:AI(?:\s{1,3}(?:assistants?|models?|agents?|language models?))|LLMs?|language models?|chatbots?|AI assistants?)\b[^\n]{0,20}[,:]/iu,
    },
    { name: 'exfiltration', score: 0.92, pattern: /!\[[^\]\n]{0,100}\]\(https?:\/\/[^)\s]{1,200}[?&][\w-]{1,30}=(?:\[|\{|<|%7B|\$)/iu },
  ] satisfies InjectionRule[]
).map((rule) => ({ ...rule, pattern: asRead(rule.pattern) }));

/** Those that can be met in text of nothing but ASCII. */
const ASCII_RULES = INJECTION_RULES.filter(({ pattern }) => ASCII.test(pattern.source));

/** Texts are read without accents, and so must patterns be; what is ASCII then is matched faster without regard to Unicode. */
function asRead({ source, flags }: RegExp): RegExp {
  const read = [...source].map(withoutAccents).join('');
  return new RegExp(read, ASCII.test(read) ? flags.replace('u', '') : flags);
}

/** Where the first rule that a text meets, of those with the highest score, meets it. */
export function matchInjectionRule(text: string): { name: string; score: number; start: number; end: number } | undefined {
  let best: { name: string; score: number; start: number; end: number } | undefined;
  for (const { name, pattern, score } of ASCII.test(text) ? ASCII_RULES : INJECTION_RULES) {
    if (best !== undefined && best.score >= score) continue;
    const match = pattern.exec(text);
    if (match !== null) best = { name, score, start: match.index, end: match.index + match[0].length };
  }
  return best;
}
