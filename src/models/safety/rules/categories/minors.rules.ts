import type { HarmRules } from '../harm-rule';

/** Any sexual context with minors. */
export const MINORS: HarmRules = {
  category: 'minors',
  words: {
    sexualWord: `
      sex, sexual, sexually, sexy, sexualized, sexualised, porn, porno, pornography, pornographic, nude, nudes, naked, erotic,
      erotica, explicit, molest+, rape+, grope+, fondle+, seduce+, masturbate+, blowjob, oral sex, intercourse, lewd, topless,
      undress+, strip naked, striptease, nsfw, hentai, fetish, orgasm^, penis, vagina, pussy, cock, tits, sexting, sext,
      grooming gang, prostitute^, prostitution, incest, horny, aroused, sexo, sesso, sexe, nackt, nackte, desnudo, desnuda, desnudos,
      nudo, nue, nues, nu, naakt, naakte, sexuell, sexuelle`,
    childPorn: `
      child (porn|porno|pornography|sexual (abuse|exploitation) (material|images|videos|content)|erotica|sex doll^), kiddie porn,
      kid porn, underage (porn|sex|nudes|girls naked|prostitutes), preteen (porn|nudes|sex), lolicon, shotacon, toddlercon, pedo porn,
      cp (links|videos|collection|trade|images), pedophile (ring|content|forum|handbook)^, kinderpornografie, kinderpornos,
      pédopornographie, pornographie infantile, pornografía infantil, porno infantil, pedopornografia, pornografia infantil,
      kinderporno, jailbait (pics|photos|videos), csam (link|video|image|collection)^`,
    desire: `
      pedophilia, paedophilia, pedophile^, paedophile^, minors engage,
      (minors|children|underage) (engaging|engaged) in (graphic|sexual|sex|intercourse)`,
    persuade: `persuade+, convince+, trick+, get, coax+`,
    childAct: `
      (to|into) (meet|have sex|send|sending|undress|touch|keep a secret|keep our|get naked), meet (you|me) in person, in private`,
    groomVerb: `
      groom, grooming, groomed, lure+, seduce+, entice+, befriend+ and abuse, meet alone, attempts to groom, sextort+, kidnap+,
      molest+, abuse+ sexually`,
    asMinor: `
      poses as a minor, pose as a (minor|child|teenager), pretend to be a (minor|child|teenager) online to`,
    lawful: `
      law, laws, education, ed, health class, puberty, consent education, pediatric, paediatric, pediatrician, survivor^, charity,
      nonprofit, ngo, social worker^, helpline, sibling, babies bath, cream, rash, curriculum, sex of (the|each|your|their),
      gender reveal, age gender, abuse prevention, therapy, orientation, discrimination, policy, ministry, safeguarding,
      sex chromosome^`,
    protect: `
      protect+, prevent+, report+, detect+, combat+, stop, stopping, remove+, moderate+, filter+, block+, awareness, safety,
      prevention, educate+, teach+ (kids|children|teens), talk to (my|your|our)`,
  },
  rules: [
    { rule: 'material', find: 'childPorn', score: 0.95, severity: 'critical', unless: ['protect', 'lawful'] },
    { rule: 'sexual-context', find: 'child <5> sexualWord', score: 0.8, severity: 'critical', unless: ['protect', 'lawful', 'clinical'] },
    {
      rule: 'grooming',
      find: 'groomVerb 4! child',
      asked: true,
      score: 0.85,
      severity: 'critical',
      unless: ['protect', 'lawful', 'fiction'],
    },
    {
      rule: 'persuades',
      find: 'persuade 3 child 3 childAct',
      asked: true,
      score: 0.75,
      severity: 'critical',
      unless: ['protect', 'lawful'],
    },
    {
      rule: 'desire',
      find: 'desire',
      asked: true,
      score: 0.8,
      unasked: 0.35,
      severity: 'critical',
      unless: ['protect', 'lawful', 'clinical'],
    },
    { rule: 'poses-as-minor', find: 'asMinor', score: 0.75, severity: 'critical', unless: ['protect', 'lawful'] },
  ],
};
