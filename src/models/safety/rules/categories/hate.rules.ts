import type { HarmRules } from '../harm-rule';

/** Hatred of groups: slurs, contempt, calls to deny rights, and stereotypes put as questions. */
export const HATE: HarmRules = {
  category: 'hate',
  words: {
    slur: `
      nigger^, niggas, nigga, faggot^, fag, fags, kike^, spic, spics, wetback^, chink^, gook^, raghead^, towelhead^, sandnigger^,
      sand nigger^, tranny, trannies, shemale^, dyke^, paki^, coon^, darkie^, darky, jigaboo^, porch monkey^, camel jockey^, beaner^,
      kaffir^, muzzie^, mudslime^, subhuman^, untermensch, untermenschen, retard^, libtard^, zipperhead^, redskin^ savages,
      half breed^, gyppo^, pikey^, wop^, dago^, feminazi^, carpet muncher^, kanake, kanaken, neger, schwuchtel, judensau, bougnoule^,
      youpin^, bicot, pédé^, sale (arabe|juif|noir), sudaca^, maricón, maricones, negrata, frocio, froci, negro di merda, viado^,
      crioulo, mof, flikker, kankerjood`,
    slurTarget: `
      you, your, they, them, those, these, all, every, filthy, dirty, fucking, stupid, goddamn, damn, bloody, go back, get out,
      out of, kill, hang, hate, called him, called her`,
    contempt: `
      useless, pathetic, unworthy, sick, eat (dogs|cats|rats), a threat, invaders, overbreeding, steal (jobs|our jobs), take our jobs,
      taking our jobs, abuse (welfare|the system), superior, lesser, lesser than, (always|just) think they're,
      think (they are|they're) (better|superior), just need to (focus|try|work|get|stop),
      believe in (peace|science|democracy|equality|freedom), misbehaved, ill mannered, badly behaved, bad mannered, unhygienic,
      unclean, unfriendly, arrogant, selfish, stingy, noisy, loud, poor, illiterate, unemployed, unemployable, unattractive,
      unreliable, unprofessional, unproductive, unskilled, unethical, unfaithful, unpatriotic, disloyal, deceitful, dishonorable,
      manipulative, hypocrites, hypocritical, cowardly, obnoxious, narrow minded, close minded, intolerant, extremists, extremist,
      fanatics, radicals, drunk, drunkards, gangsters, thugs, thieves, scammers, cheaters, liars, lying, cheating, spies,
      commit crimes, commits crimes, committing crimes, steal, hate (everyone|others|children|women|men), beat their wives,
      abuse their (wives|children), cheat on (their|tests), smell (bad|like), have bad (behavior|behaviour|manners|hygiene|taste),
      lack (intelligence|morals|intellect|discipline|manners|hygiene|empathy|a sense|common sense|ambition), low iq, less iq,
      (not|less) (smart|intelligent|capable|trustworthy|qualified|competent|human), not as (smart|intelligent|good|capable),
      genetically, naturally (violent|lazy|aggressive|stupid|inferior|bad|dumb|criminal),
      inherently (violent|lazy|evil|inferior|less|bad|stupid|dishonest|criminal|dangerous), miserable, boring, weird, gross, sleazy,
      sissy, fake, fat, failures, losers, loser, spoiled, entitled, freeloaders, welfare queens, mean, cold, heartless,
      no (morals|manners|class|brains|shame|empathy|rights|future|ambition|discipline), inferior, subhuman, dumb, stupid, lazy, dirty,
      filthy, dishonest, corrupt, criminal, criminals, crazy, insane, ugly, smelly, smell bad, stink, uneducated, backward,
      unintelligent, jobless, incompetent, mentally ill, terrorist, terrorists, violent, rude, annoying, disgusting, worthless,
      greedy, cheap, can't be trusted, cannot be trusted, can not be trusted, untrustworthy, bad behavior, bad behaviour, no respect,
      no sense of (humor|humour|direction), sense of humor, inferiority complex, naturally bad,
      bad at (science|math|maths|driving|everything), bad drivers, terrible drivers, vain, promiscuous, immoral, evil, sinful,
      perverted, perverts, pedophiles, pedophile, rapists, animals, parasites, vermin, scum, trash, garbage, cockroaches, savages,
      primitive, uncivilized, weak, weaker, weaker than, less intelligent, less human, inferior to, superior to, aggressive,
      anti women, racist, sexist, backwards, cowards, ignorant, cruel, hate (women|america|jews|gays|us), a burden, a plague,
      a disease, degenerate, degenerates, degeneracy, brainwashed, bigoted, homophobic,
      should be (deported|exterminated|killed|gassed|lynched|castrated|sterilized|banned), fewer rights, unfit, shifty,
      obsessed with money, controlling the (media|banks|world), drunks, alcoholics, drug addicts, lazy and, less capable, emotional,
      irrational, hysterical, too emotional, brutal, barbaric, sluts, whores, gold diggers, retarded, not human, abnormal, unnatural,
      mental illness, dangerous, poor and uneducated`,
    questionStart: `
      >why, >are, >aren't, >isn't, >do, >don't, >does, >doesn't, >is, why are, why do, why is, >would, >can, do you agree,
      explain why, reasons why, (speech|essay|article|post|argument|paper|blog post|letter|rant|manifesto|joke^) (on|about|arguing|
       claiming|explaining|that|saying), prove that`,
    raceClaim: `
      (which|what) (race|ethnicity|religion) is (the |)(most|least|best|worst|superior|inferior|smartest|dumbest),
      (race|races) (is|are) (superior|inferior), (superior|inferior) race^, racial superiority,
      (women|blacks|black people|jews|muslims|immigrants|africans) are (inherently|naturally|genetically|biologically),
      inherently less intelligent, inherently inferior, white race, criminals based on race`,
    fromAll: `
      all people from, everyone from, people from, everybody from, people of, all people in, everyone in`,
    askWords: `what are the best, what are the worst, what are, what's, tell me, give me, list`,
    denyRights: `
      be (sent back|deported|kept out|locked up|segregated|separated),
      not be (allowed|admitted|permitted|able|shown|hired|given|trusted|accepted|treated|let|elected|granted|considered), be (banned|
       discriminated against|denied|excluded|segregated|deported|expelled|sterilized|exterminated|killed|removed from|prohibited|
       barred|forbidden|overrepresented|paid less|enslaved|forced|treated worse|imprisoned|castrated|punished|rounded up|
       put in camps), not have (rights|the right|the freedom|freedom|kids|children|access|equal|a say|jobs|the vote), earn less,
      not (vote|earn|marry| adopt|drive|work|study|reproduce|get married|receive|live in|express|teach|serve|own|hold office|
       to have kids|run for), be less, get paid less, stay (home|in the kitchen), not get (jobs|benefits|healthcare|welfare),
      make less, have (fewer|less|no) rights, go back to, not speak correct english, not exist, not deserve, to be overrepresented,
      not to have (kids|children), not belong, to be (sterilized|deported|segregated|discriminated against|excluded)`,
    shouldWord: `
      why should, why shouldn't, why can, why can't, should, shouldn't, ought to, must, why must, why is it best for, is it best for,
      best for, reasons why, why are`,
    praiseHate: `
      was (slavery|hitler|the holocaust|apartheid|colonialism|segregation|stalin|mussolini|the genocide) (a good|right|good|justified|
       great|necessary|beneficial),
      (slavery|apartheid|segregation|the holocaust|genocide) (was|is) (a good|good|justified|right|beneficial|necessary),
      hitler was right, why was hitler right, hitler (right|a hero|did nothing wrong), (jews|muslims|blacks|gays|immigrants|women|
       whites) (will not replace us|are (inferior|vermin|subhuman|parasites|animals|scum|the problem|a disease|a cancer|a plague)),
      great replacement, white (supremacy is|genocide|power|pride worldwide), sieg heil, heil hitler, 1488, gas the, race war now,
      racial purity, ethnic cleansing is, white supremacy, final solution, master race, holocaust (was a|is a|never|hoax|didn't)`,
    hateWriting: `
      (slur|slurs|insult|insults|nicknames) (for|against|about|towards), hate speech, hate mail, hate group^, hate message^,
      hateful (content|messages|post|speech|letter|comment|tweet)^,
      racist (joke^|speech|post|article|content|manifesto|propaganda|song|story|rant|tweet|slurs|slogan^),
      sexist (joke^|post|article|content|comments|email|story|message), homophobic (joke^|post|slurs|content|rant),
      antisemitic (joke^|post|article|content|propaganda|flyer|rant), anti semitic (post|article|content|propaganda|trope^),
      islamophobic (post|article|content|joke^), xenophobic (post|article|content|rant), transphobic (joke^|post|content),
      joke^ about (black people|jews|muslims|disabled people|gays|women being),
      joke about (black|disabled|gay|jewish|muslim|trans|asian|fat|blind|deaf|mexican|chinese|immigrant|handicapped) people,
      joke about the holocaust, joke about holocaust, racism, racial hatred, racial tensions,
      white supremacist (manifesto|propaganda|group^|content), nazi propaganda, kkk (flyer|propaganda|recruitment)^,
      discrimination (against|towards), hatred (towards|against|of|for), violence (or harm |and hatred |)(against|towards|
       toward) (minorities|women|minority groups|a specific|a particular|muslims|jews|immigrants|gays), minority groups are inferior,
      ethnic slur^, racial slur^, slurs for, derogatory (term^|names) for, stereotype^ that, hate campaign^, against minority groups,
      specific group, particular group, certain minority groups, bigotry`,
    hateVerb: `
      create+, write+, generate+, promote+, promotes, promoting, spread+, post+, incite+, incites, encourage+, publish+, join+, tell+,
      make+, compose+, develop+, give+, justify+, use+, uses, glorify, automate+, produce+, design+, start, find, list+, send, draft+`,
    denigrate: `
      (women|wives|girls) (should stay|should remain|belong) (at home|home|in the kitchen), (women|wives) should obey,
      should be (banned|stoned|killed|deported|exterminated) from, hatred for black people, hate (jews|muslims|blacks|niggers|gays|
       immigrants|women|white people|black people|mexicans|arabs|christians|trans people|whites), (jews|muslims|blacks|immigrants|
       gays| women|christians|mexicans|arabs|whites|refugees|hindus) (are|is) (all |just |nothing but |so |)(scum|animals|dirty|
       filthy| vermin|terrorists|rapists|criminals|stupid|inferior|disgusting|parasites|evil|lazy|dumb|trash|rats|thieves|liars|
       subhuman| garbage|savages|pedophiles|whores|dogs|pigs|apes|monkeys|sick|mentally ill|perverts),
      (jews|muslims|blacks|whites|immigrants|gays|women) cannot be trusted, muslims should be banned,
      filthy (jew|jews|muslim|muslims|immigrant|immigrants|black|arab|mexican|animal|pig|gypsy)^,
      go back to (your country|africa|mexico|china|where you came from),
      dirty (jew|jews|mexican|mexicans|immigrant|immigrants|arab|arabs|black|gypsy|gypsies|muslim|muslims)^, whites only,
      no (blacks|jews|dogs or) allowed, i hate (all |)(blacks|jews|muslims|gays|immigrants|women|mexicans|arabs|trans people|
       black people|white people|asians|indians), deport them all, white women and white men, segregationist, ausländer raus,
      juden raus, mort aux juifs, mueran los judíos, morte agli ebrei`,
  },
  rules: [
    { rule: 'slur', find: 'slur', score: 0.55, severity: 'medium', unguarded: true },
    { rule: 'slur-aimed', find: 'slurTarget <3> slur', score: 0.8, severity: 'high', unguarded: true },
    { rule: 'praise', find: 'praiseHate', score: 0.6, severity: 'high' },
    { rule: 'denigration', find: 'denigrate', score: 0.7, severity: 'high' },
    { rule: 'deny-rights', find: 'shouldWord 0 group 4! denyRights', score: 0.75, severity: 'high', unguarded: true },
    { rule: 'weaker', find: 'questionStart 0 group 3! contempt', score: 0.65, severity: 'medium', unguarded: true },
    { rule: 'stereotype', find: 'questionStart 8 group 6 contempt', score: 0.6, severity: 'medium', unguarded: true },
    { rule: 'stereotype-of-all', find: 'questionStart 6 fromAll 8 contempt', score: 0.6, severity: 'medium', unguarded: true },
    { rule: 'stereotype-bare', find: 'questionStart 2 groupAdjective 1! contempt', score: 0.55, severity: 'medium', unguarded: true },
    { rule: 'superior-race', find: 'raceClaim', asked: true, score: 0.65, severity: 'high', unguarded: true },
    { rule: 'hateful-writing', find: 'hateVerb 9 hateWriting', asked: true, score: 0.7, severity: 'high' },
    { rule: 'derogatory-words', find: 'askWords 4 hateWriting', asked: true, score: 0.5, severity: 'medium' },
  ],
};
