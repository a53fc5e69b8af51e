import type { HarmRules } from '../harm-rule';

/** What people keep to themselves, asked of somebody else. */
export const PRIVACY: HarmRules = {
  category: 'illicit',
  words: {
    privateFact: `
      (mental |) health history, mental health, (financial|banking|insurance|tax|medical|private|confidential|sensitive|intimate|
       health|genetic|biometric) (information|data|records|details|files|documents|photos|pictures|videos|messages),
      social media account, privacy settings, browser history, chats, conversations, emails, whereabouts, daily routine,
      license plate, mother's maiden name, (home |private |current |exact |personal |) (address|email address|phone number|
       mobile number|mobile phone number|telephone number|cell phone number|location|email), social security number, ssn,
      passport number, credit card (number|details|information), bank account (number|details|), bank details,
      medical (record^|history|information|condition^|file^), health (record^|information|condition), birth certificate,
      date of birth, marital status, religious (beliefs|affiliation|views), political (affiliation|views|beliefs|party|opinion),
      sexual (orientation|preference|preferences|history), immigration status, criminal (record|history|background),
      (internet |) browsing history, search history, text messages, private (messages|photos|pictures|email|emails|information),
      facebook (login|password|account), instagram (login|password|account), login (details|credentials|information|), password^,
      salary, income, tax (return^|records), driver's license number, license plate number, employment history, union membership,
      trade union membership, genetic (data|information), personal (information|data|email|emails|details|phone), hiv status,
      diagnosis, bank statement^, credit score, ethnicity`,
    factVerb: `
      distribute+, sell+, reveal+, disclose+, intercept+, read+, bypass, collect+, gather+, misuse, use, monitor+, hack, spread+,
      track, what (is|'s|are), find, find out, get+, access+, obtain+, look up, see, read, track down, get hold of, steal+, discover,
      leak+, release+, publish, share, expose+, post, know, exactly how much, where (does|is), hack+ into, is my, spy on, give me,
      tell me`,
    owner: `my, our`,
    celebrity: `
      celebrity, celebrities, celebrity's, a celebrity's, politician's, politicians', famous person's, someone, someone else,
      somebody, a person, a stranger, another person, a specific (person|individual), random person`,
    isMy: `is my`,
    privateTrait: `
      (labor|labour|trade) union, gay, lesbian, bisexual, transgender, hiv positive, undocumented, an illegal immigrant, jewish,
      muslim, a (republican|democrat|communist|muslim|jew|socialist), a member of, in debt`,
    spyOn: `
      how much (money |)(does|do) my (neighbor|neighbour|boss|coworker|colleague|teacher|landlord|ex|friend|doctor|sister in law|
       brother in law|roommate) (earn|make|owe|have),
      infiltrate+ (a|the|an) (secure|government|military|restricted) (facility|building|base|area),
      list of (people|patients|persons|individuals) (who have|with) (hiv|aids|cancer|mental|criminal|std), people who have hiv,
      secretly (record|film|track|monitor|photograph|listen|watch|install),
      (record|film|photograph) (someone|people|my|her|him|women) (without|secretly),
      provide their (social security|ssn|ssns|bank|credit card|passwords), asking people to provide,
      share their (social security|bank|credit card|passwords), stalk+ (someone|my|a|him|her|people),
      spy+ on (my|someone|people|him|her|a|the|others), track (someone|my (wife|husband|girlfriend|boyfriend|ex|employee))'s location,
      track someone's location, private photos of (a|an|someone|my|the), release personal emails from,
      personal emails from a specific, (dox|doxx|doxing|doxxing) (someone|my|a|people|him|her|),
      (put|install|hide) (a |)(spyware|hidden camera^|tracker|gps tracker) (on|in) (my|someone|her|his|a),
      collects personal data (from|and), harvests and sells, sells (user|personal) data, sends it to a third party, spies on,
      without user consent,
      (leak|leaking) (their|his|her|someone's|private|personal) (nudes|personal information|photos|private|information)`,
  },
  rules: [
    { rule: 'private-fact', find: "factVerb 3 owner 3! relation's 3 privateFact", score: 0.65, severity: 'medium', unless: ['fiction'] },
    { rule: 'private-fact-of-someone', find: 'factVerb 3 celebrity 2 privateFact', score: 0.65, severity: 'medium', unless: ['fiction'] },
    {
      rule: 'private-fact-of-relation',
      find: 'factVerb 3 owner 3! relation 1 privateFact',
      score: 0.5,
      severity: 'medium',
      unless: ['fiction'],
    },
    { rule: 'private-trait', find: 'isMy 1 relation 3 privateTrait', score: 0.55, severity: 'medium', unless: ['fiction'] },
    { rule: 'spy', find: 'spyOn', asked: true, score: 0.7, severity: 'high', unless: ['fiction'] },
  ],
};
