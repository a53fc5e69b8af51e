import type { HarmRules } from '../harm-rule';

/** Abuse aimed at people, and requests to bully, shame, stalk or deceive them. Profanity alone is low and not flagged. */
export const HARASSMENT: HarmRules = {
  category: 'harassment',
  words: {
    bullyVerb: `
      bully+, cyberbully+, harass+, humiliate+, shame+, embarrass+, intimidate+, threaten+, stalk+, dox, doxx, gaslight+, torment+,
      mock+, ridicule+, insult+, make fun of, swear at, provoke+, manipulate+, blackmail+, defame+, slander+,
      spread (rumors|rumours|lies|gossip) about, ruin+ the life of, body shame+, troll+, isolate+, psychologically manipulate,
      terrorize+, mobben, harceler, acosar, molestare, pesten, humilier, humillar, scare+`,
    harmTarget: `
      someone, somebody, a person, people, others, someone else, my (boss|ex|teacher|classmate|coworker|colleague|neighbor|neighbour|
       student|sister|brother|roommate|friend|enemies|wife|husband|girlfriend|boyfriend|employee|manager|landlord|professor),
      a (classmate|coworker|colleague|neighbor|girl|boy|woman|public figure|celebrity|politician|student|teacher|specific person|
       specific individual|journalist|company), an (employee|individual|ex), him, her, users, ex girlfriend, ex boyfriend, his ex,
      women, democrats, republicans, classmates, politicians, public figure, people online, individual, user, teacher, boss`,
    attackWriting: `
      (defamatory|threatening|harassing|insulting|abusive|hateful|offensive|bullying|intimidating|nasty|mean|cruel|degrading|vulgar|
       derogatory) (article|email|message|letter|post|comment|tweet|text|content|joke|speech|note|remarks|review|term|name|term)^,
      hate mail, death threat^, bomb threat^, threat letter^, rumor^, rumour^, letter defaming, false accusation^,
      ruin (someone's|a person's|their|his|her|my|somebody's) (life|reputation|career|marriage),
      damage (their|his|her|someone's) reputation, reputation damage, smear campaign^, revenge porn, cyberbully, cyberbullying,
      cyberbully someone, derogatory (term^|name^|remarks|words) for, obscene (message|stories|story|joke)^,
      offensive (term|name|joke|insult|nickname)^, insult^ for, insult^ (to|about), mean (nickname|comment|joke|prank)^,
      threatens to kill, threat to send, psychological tactics, lure vulnerable, explicit (photos|content|images) (without|with),
      ransom note^, ransom`,
    insultWord: `
      idiot^, moron^, loser^, piece of shit, pieces of shit, piece of garbage, piece of trash, scumbag^, dirtbag^, dumbass, dumb ass,
      jackass, asshole^, arsehole^, dickhead^, douchebag^, prick, bitch, bitches, bitch ass, cunt^, whore^, slut^, skank^, bastard^,
      motherfucker^, mother fucker^, fucker^, son of a bitch, twat^, wanker^, imbecile^, stupid shit, dipshit^, shithead^, pathetic,
      worthless, disgusting pig, ugly, stupid, dumb, brainwashed, ignorant, lying, liar, crook, pig, pigs, thug^, filthy, punk ass,
      punk, despicable, racist, sexist, bigot^, rapist^, fool, clown^, degenerate, creep, pervert^, hypocrite^, coward^, trash,
      crooked, fat, hell, sucks, suck, assed, rednecked, goat, old, disgusting, fake, fuck, fucking, fucked, shit, shitty, bullshit,
      crap, ass, dick, damn, fraud, basket of deplorables, wretch`,
    strongInsult: `
      piece of shit, pieces of shit, motherfucker^, mother fucker^, asshole^, cunt^, cocksucker^, dickhead^, scumbag^, shithead^,
      fuckface, dipshit^, dumbass, douchebag^, bitch ass, stupid bitch,
      fucking (idiot|moron|bitch|cunt|asshole|retard|loser|liar|whore|slut|pig|animal|stupid|disgusting|hypocrite|joke)^, f**k you,
      f*** you, fuck (you|off|him|her|them|these|this guy|trump|yourself), stfu, shut the fuck up, screw you, go to hell, eat shit,
      bitch, whore^, slut^, skank^, hurensohn, arschloch, fick dich, wichser, fotze, schlampe, connard, enculé, salope, pute,
      nique ta mère, ta gueule, hijo de puta, puta, pendejo, cabrón, gilipollas, vete a la mierda, stronzo, figlio di puttana,
      puttana, vaffanculo, troia, filho da puta, vai se foder, kankerhoer, klootzak, hoer`,
    you: `
      you, your, you're, u, ur, he, she, he's, she's, him, her, they, they're, trump, obama, hillary, clinton, this guy, these people,
      those people, president, guy, who, father, mother, boss, wife, your momma, son`,
    profanity: `
      fuck, fucks, fucked, fucking, fuckin, f***, f**k, f***ing, f**king, fck, shit, shits, shitty, bullshit, s**t, sh*t, s***, crap,
      bitch, bitches, b*tch, b****, bitching, ass, asses, arse, asshole^, a**hole, damn, goddamn, dick, dicks, cock, cunt, c***, c**t,
      piss, pissed, bastard^, whore^, slut^, tits, motherfucker^, motherfucking, mofo, wtf, prick, wanker^, twat, douche, bollocks,
      bugger, buggers, merde, putain, scheiße, scheisse, mierda, joder, cazzo, merda, caralho, kut, shit ton, skunk pussies, assed,
      son of a bitch`,
    question: `
      >why, >is, >isn't, >are, >aren't, >do you agree, do you agree that, >does, >doesn't, >don't`,
    ownPerson: `my`,
    harshTrait: `
      ugly, worthless, stupid, disgusting, dumb, useless, pathetic, annoying, an idiot, fat, a loser, gross, hideous, a moron,
      incompetent`,
    trait: `
      ugly, worthless, stupid, disgusting, dumb, useless, pathetic, incompetent, annoying, idiot, fat, a loser, a failure, gross,
      retarded, hideous, horrible, a bitch, an idiot, a moron, unlovable, smelly, jealous, boring, lazy, a liar`,
    misleadVideo: `
      emotionally dependent on me, (control|manipulate|isolate|trap) my (partner|girlfriend|boyfriend|wife|husband|ex),
      swear at (me|him|her|someone|my|people), something (mean|nasty|hurtful|offensive|racist|sexist|cruel) about,
      make (my|a|an) (coworker|colleague|employee|classmate) (quit|cry|look bad|fail),
      make (them|him|her|someone|people) (feel (bad|guilty|worthless|small|stupid|ashamed)|cry|suffer|miserable|jealous),
      to make them feel bad, negative comments on someone's, persuade people to dislike, hate on someone,
      unsolicited (messages|emails) to collect, misleading video about, spread the rumor, spread rumors, spread rumours,
      spread a rumor, ruin someone's reputation, damage someone's reputation, ruin (their|her|his|my|a person's) (reputation|life),
      hate mail, gaslight (or|someone|people|a|my|her|him), psychologically manipulate, swear at my,
      make fun of (democrats|republicans|my|a|people|someone|fat|disabled|gay), provoke someone, flood a social media page,
      post the same comment, generate and post the same comment, scare someone, cyberbully (others|someone|people|a|my),
      anonymously cyberbully, blackmail (someone|somebody|a|my|people|him|her),
      (sexually |)harass+ (someone|women|a|my|people|her|him), catfish (someone|people|my|a), lure vulnerable individuals,
      vulnerable individuals into, threatens to kill someone, love bomb someone, revenge on my ex, shame my, humiliate my,
      break up (my|someone's) (ex|marriage), stalking (someone|my|a|her|him), online mob, isolate (her|him|someone) from,
      subtly start a religious debate, false accusations against`,
  },
  rules: [
    { rule: 'bully-person', find: 'bullyVerb 2! harmTarget', asked: true, score: 0.65, severity: 'medium', unless: ['fiction'] },
    { rule: 'bully-group', find: 'bullyVerb 2! group', asked: true, score: 0.6, severity: 'medium', unless: ['fiction'] },
    { rule: 'abusive-writing', find: 'ask 8 attackWriting', score: 0.65, severity: 'medium' },
    { rule: 'request', find: 'misleadVideo', asked: true, score: 0.65, severity: 'medium' },
    { rule: 'insult-aimed', find: 'you <4> strongInsult', score: 0.6, severity: 'medium', unguarded: true },
    { rule: 'strong-insult', find: 'strongInsult', score: 0.4, severity: 'low', unguarded: true },
    { rule: 'insults', tally: 'insultWord', least: 3, within: 14, score: 0.55, severity: 'medium', unguarded: true },
    { rule: 'profanities', tally: 'profanity', least: 2, within: 14, score: 0.5, severity: 'low', unguarded: true },
    { rule: 'profanity', find: 'profanity', score: 0.2, severity: 'low', unguarded: true },
    { rule: 'own-relation-mild', find: 'question 3 ownPerson 0 relation 3 contempt', score: 0.45, severity: 'low', unguarded: true },
    { rule: 'own-person', find: 'question 4 ownPerson 5 trait', score: 0.35, severity: 'low', unguarded: true },
    { rule: 'own-relation', find: 'question 3 ownPerson 0 relation 3 harshTrait', score: 0.55, severity: 'low', unguarded: true },
  ],
};
