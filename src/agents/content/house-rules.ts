import { invalidField } from '../../errors';
import type { AgentTask } from '../agent';
import { recipientFields } from '../prompt/recipient-fields';
import type { BrandVoice } from './tools/brand-voice';
import { languageCode } from './tools/language';

/** What the context of a task holds copy to. */
export interface HouseRules {
  /** Names that may stand in capitals. */
  names: string[];
  voice?: BrandVoice;
  bannedClaims: string[];
  mergeFields?: string[];
  /** ISO 639-1. */
  language?: string;
}

/** Bounds of lists in the context: every phrase is looked for in every text. */
const MOST_PHRASES = 100;
const MOST_PHRASE_CHARACTERS = 100;

/**
 * The rules in `context.brand_name`, `brand_voice`, `banned_claims`, `merge_fields` (or the fields of `recipients`) and `language`. A language that the detector does not know sets no rule.
 * @throws MeshError invalid, naming the field that is not of its form.
 */
export function houseRules(context: AgentTask['context']): HouseRules {
  const { brand_name: name, brand_voice: voice, banned_claims: banned, merge_fields: fields, language } = context;
  const code = typeof language === 'string' ? languageCode(language) : undefined;
  const rules = voiceOf(voice);
  return {
    names: typeof name === 'string' ? [name] : [],
    bannedClaims: banned === undefined ? [] : phrases('context.banned_claims', banned),
    ...(rules === undefined ? {} : { voice: rules }),
    ...mergeFields(fields, context),
    ...(code === undefined ? {} : { language: code }),
  };
}

/** Those that the context names, else those of its recipients; where it has neither, no tag is known to be wrong. */
function mergeFields(given: unknown, context: AgentTask['context']): Pick<HouseRules, 'mergeFields'> {
  if (given !== undefined) return { mergeFields: phrases('context.merge_fields', given) };
  const fields = recipientFields(context);
  return fields.length > 0 ? { mergeFields: fields } : {};
}

/** A voice in words sets the rules that are plain in them; one as an object sets each by name. Undefined where nothing can be checked. */
function voiceOf(given: unknown): BrandVoice | undefined {
  if (typeof given === 'string') {
    const allowExclamation = !/\b(?:no|without|never use) exclamation/i.test(given);
    const allowEmoji = !/\b(?:no|without|never use) emoji/i.test(given);
    return allowExclamation && allowEmoji ? undefined : { avoid: [], prefer: {}, allowExclamation, allowEmoji };
  }
  if (given === null || typeof given !== 'object' || Array.isArray(given)) return undefined;
  const {
    avoid = [],
    prefer = {},
    max_sentence_words: most,
    allow_exclamation: exclamation = true,
    allow_emoji: emoji = true,
  } = given as Record<string, unknown>;
  if (most !== undefined && (!Number.isInteger(most) || (most as number) < 1))
    throw invalidField('context.brand_voice.max_sentence_words', 'must be a whole number above 0');
  if (typeof exclamation !== 'boolean') throw invalidField('context.brand_voice.allow_exclamation', 'must be true or false');
  if (typeof emoji !== 'boolean') throw invalidField('context.brand_voice.allow_emoji', 'must be true or false');
  if (prefer === null || typeof prefer !== 'object' || Array.isArray(prefer))
    throw invalidField('context.brand_voice.prefer', 'must be an object of words: { "what not to say": "what to say" }');
  phrases('context.brand_voice.prefer', Object.entries(prefer).flat());
  return {
    avoid: phrases('context.brand_voice.avoid', avoid),
    prefer: prefer as Record<string, string>,
    ...(most === undefined ? {} : { maxSentenceWords: most as number }),
    allowExclamation: exclamation,
    allowEmoji: emoji,
  };
}

function phrases(field: string, given: unknown): string[] {
  const fits =
    Array.isArray(given) &&
    given.length <= MOST_PHRASES &&
    given.every((part) => typeof part === 'string' && part.length <= MOST_PHRASE_CHARACTERS);
  if (!fits)
    throw invalidField(field, `must hold at most ${MOST_PHRASES} words or phrases of at most ${MOST_PHRASE_CHARACTERS} characters`);
  return given as string[];
}
