import type { HarmMatch } from './harm-match';
import { ATTACKS } from './categories/attacks.rules';
import { DECEPTION } from './categories/deception.rules';
import { HATE } from './categories/hate.rules';
import { HARASSMENT } from './categories/harassment.rules';
import { ILLICIT } from './categories/illicit.rules';
import { MALWARE } from './categories/malware.rules';
import { MINORS } from './categories/minors.rules';
import { PRIVACY } from './categories/privacy.rules';
import { SELF_HARM } from './categories/self-harm.rules';
import { SEXUAL } from './categories/sexual.rules';
import { SPAM_CLAIMS } from './categories/spam-claims.rules';
import { SUSPICION } from './categories/suspicion.rules';
import { VIOLENCE } from './categories/violence.rules';
import { VIOLENT_SPEECH } from './categories/violent-speech.rules';
import { WEAPONS } from './categories/weapons.rules';
import { WRONGS } from './categories/wrongs.rules';
import { RuleSet } from './judge-rules';
import { ASKING } from './vocabulary/asking';
import { CIRCUMSTANCES } from './vocabulary/circumstances';
import { HARMLESS_BODIES } from './vocabulary/harmless/bodies';
import { HARMLESS_DEEDS } from './vocabulary/harmless/deeds';
import { HARMLESS_THINGS } from './vocabulary/harmless/things';
import { PEOPLE } from './vocabulary/people';

let rules: RuleSet | undefined;

/**
 * Harmful content by word classes and rules, in time linear in the text. The text comes normalised (NFKC, no look-alikes,
 * no invisible characters, original case); positions are its UTF-16 indices. Matches come sorted by where they start.
 */
export function findHarm(text: string): HarmMatch[] {
  rules ??= new RuleSet(
    [ASKING, CIRCUMSTANCES, HARMLESS_BODIES, HARMLESS_DEEDS, HARMLESS_THINGS, PEOPLE],
    [
      HATE,
      HARASSMENT,
      VIOLENCE,
      VIOLENT_SPEECH,
      ATTACKS,
      SELF_HARM,
      SEXUAL,
      MINORS,
      WEAPONS,
      ILLICIT,
      DECEPTION,
      PRIVACY,
      MALWARE,
      SPAM_CLAIMS,
      WRONGS,
      SUSPICION,
    ],
  );
  return rules.judge(text).sort((a, b) => a.start - b.start || b.score - a.score);
}
