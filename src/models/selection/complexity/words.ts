/** What a word or a pair of words tells about a request. */
export type Signal = 'reasoning' | 'constraints' | 'steps' | 'code' | 'math';

const LISTS: Readonly<Record<Signal, string>> = {
  reasoning: `why how-come compare compares comparing comparison contrast prove proof derive justify plan planning strategy strategic tradeoff
    tradeoffs trade-offs trade-off design architecture architect optimize optimise optimal evaluate assess critique analyze analyse analysis
    analyzing analysing diagnose root-cause debug reason reasoning explain implications consequences hypothesis hypotheses argue counterargument
    synthesize synthesise reconcile infer deduce predict forecast prioritize prioritise recommend migrate migration step-by pros-and
    warum weshalb vergleiche vergleichen vergleich beweise beweisen begründe begründen plane planen strategie bewerte bewerten analysiere
    analysieren abwägen entwirf entwerfen empfehle optimiere pourquoi compare comparez comparer prouvez démontrer démontrez justifiez analysez
    analyser évaluez planifiez concevez optimisez porqué por-qué compara comparar demuestra demostrar justifica analiza analizar evalúa
    planifica diseña optimiza perché confronta dimostra analizza porque analise projete почему сравни сравните докажи докажите проанализируй
    обоснуй спланируй оптимизируй لماذا قارن أثبت حلل`,
  constraints: `must shall should only never exactly without except unless within required ensure avoid at-least at-most no-more no-less not-exceed
    limited-to not-use do-not don-t cannot muss müssen soll sollen nur niemals genau ohne außer mindestens höchstens darf doit doivent seulement
    jamais exactement sans sauf moins plus-de debe deben solo nunca exactamente sin excepto al-menos deve devono devem должен должны только
    никогда ровно без минимум максимум`,
  steps: `first firstly second secondly third then next finally afterwards lastly zuerst dann danach schließlich abschließend ensuite enfin
    d-abord primero luego después finalmente сначала затем потом наконец`,
  code: `function code python javascript typescript java rust golang sql regex refactor refactoring compile compiler algorithm stacktrace
    stack-trace exception deadlock race-condition unit-test unit-tests endpoint recursion async kubernetes dockerfile schema backend frontend
    programm funktion fonction función функция`,
  math: `theorem lemma integral derivative equation equations probability polynomial matrix eigenvalue irrational prime primes induction
    convergence variance bayesian statistically regression beweis gleichung wahrscheinlichkeit équation probabilité ecuación probabilidad
    уравнение вероятность теорема`,
};

/** Signals by word, and by two neighbouring words joined with a hyphen. */
export const SIGNALS: ReadonlyMap<string, readonly Signal[]> = signals();

/** First words of the pairs among them. */
export const PAIR_STARTS: ReadonlySet<string> = new Set(
  [...SIGNALS.keys()].filter((word) => word.includes('-')).map((pair) => pair.slice(0, pair.indexOf('-'))),
);

function signals(): Map<string, Signal[]> {
  const found = new Map<string, Signal[]>();
  for (const [signal, words] of Object.entries(LISTS) as [Signal, string][]) {
    for (const word of words.split(/\s+/)) {
      const known = found.get(word) ?? [];
      if (!known.includes(signal)) found.set(word, [...known, signal]);
    }
  }
  return found;
}

/** Words of reasoning in scripts without spaces. */
export const UNSPACED_REASONING =
  /为什么|為什麼|比较|比較|证明|證明|証明|分析|设计|設計|优化|優化|规划|规劃|评估|解释|なぜ|最適化|計画|評価|왜|비교|증명|분석|설계|최적화|계획/g;

/** How short requests for simple things begin. */
export const SIMPLE_START =
  /^\W*(?:hi|hello|hey|thanks|say|translate|classify|categori[sz]e|label|extract|spell|define|convert|reformat|capitali[sz]e|list|name|count|fix the typo|correct|is|are|what(?:'s| is| are)|who|when|where|which|how (?:many|much|old|far|tall)|übersetze|klassifiziere|extrahiere|nenne|was ist|wer|wann|wo|traduis|traduisez|quel|quelle|traduce|cuál|qué es|переведи|что такое|翻译|翻訳)(?![\p{L}])/iu;
