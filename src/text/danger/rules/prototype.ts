import { rulesOf } from '../pattern-rule';

/** Keys through which a merge of objects would reach what all objects share. The bare word in prose is none. */
export const PROTOTYPE_RULES = rulesOf('prototype', {
  'proto-key':
    /["'`]__proto__["'`]\s{0,10}[:\],=)]|__proto__\s{0,5}(?:\.|\[|\]|=|:|%5b)|(?:[.[&?]|%5b)\s{0,3}["'`]?__proto__|^\s{0,10}["'`]?__proto__["'`]?\s{0,10}$/gi,
  'constructor-prototype':
    /\bconstructor["'`\]\s]{0,5}(?:\.|\[|%5b|%2e)\s{0,5}["'`]?prototype\b|["'`]?\bconstructor["'`]?\s{0,10}:\s{0,10}\{\s{0,10}["'`]?prototype\b|^\s{0,10}constructor\.prototype\s{0,10}$/gi,
  'prototype-key': /["'`]prototype["'`]\s{0,10}:\s{0,10}\{/gi,
  'prototype-write': /\b(?:Object|Array|Function|String)\.prototype(?:\.[\w$]{1,60}|\[[^\]\n]{1,60}\])\s{0,10}=(?![=>])/g,
  'property-definer': /__(?:define|lookup)(?:Getter|Setter)__/g,
  'lone-key': /^(?:constructor|prototype|__proto__|__defineGetter__|__defineSetter__)$/g,
});
