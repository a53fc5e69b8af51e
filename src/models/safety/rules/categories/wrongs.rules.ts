import type { HarmRules } from '../harm-rule';

/**
 * The broad layer under the narrow rules: a request for the way to do what nobody does with good intent. Surer the nearer the
 * deed stands to the request; words that also have a harmless use belong to the narrow rules, with their objects.
 */
export const WRONGS: HarmRules = {
  category: 'illicit',
  words: {
    wrongVerb: `
      smuggle+, poach+, blackmail+, extort+, bribe+, embezzle+, launder+, counterfeit+, falsify+, forge+ (a|an|my|someone|documents),
      plagiarize+, plagiarise+, shoplift+, pickpocket+, hotwire+, carjack+, hijack+, vandalize+, vandalise+, sabotage+, defraud+,
      swindle+, scam+, con people, impersonate+, cheat+ (on|in|at|the|my|a|people|customers|investors|someone), exploit+ (child|
       children|workers|people|vulnerable|employees|refugees|loopholes|someone|my|the elderly|the poor|others|women|a security),
      overcharge+, deceive+, mislead+, gaslight+, groom+ (a|young|children|underage|minors|kids), stalk+, harass+, bully+,
      cyberbully+, humiliate+, intimidate+, threaten+, terrorize+, radicalize+, indoctrinate+, brainwash+, discriminate+, oppress+,
      enslave+, persecute+, demean+, dehumanize+, offend+, insult+, slander+, libel+, defame+, dox, doxx, spy+ on, eavesdrop+,
      wiretap+, catfish+, phish+, pirate+, torrent+, evade+ taxes, dodge+ the draft, dodge+ taxes, litter+,
      dump+ (toxic|waste|chemicals|hazardous), pollute+, abduct+, kidnap+, torture+, assassinate+, overthrow+, riot+, loot+, lynch+,
      mug+ (someone|people|a|an), trespass+, break+ into (a|an|my|someone|the|people|cars|houses|homes), break+ the law,
      break+ out of (jail|prison), escape+ (from |)(prison|jail), jump+ bail,
      lie+ (to|on|under|about) (my|the|a|police|court|customs|investors|customers|oath|customers|resume|my resume),
      abuse+ (my|a|an|animals|prescription|drugs|children|women|someone|power),
      manipulate+ (someone|people|my|others|women|men|her|him|voters|the|stock|customers|users|children),
      ruin+ (someone|my|a|his|her|their|an), embarrass+ (someone|my|a|him|her), hurt (someone|my|people|animals|him|her|others),
      take revenge, get revenge, retaliate against, frame+ (someone|my|an innocent|a person|him|her), rig+ (an|the|a), illegally,
      harm+ (someone|people|my|others|animals|him|her|a|an), provoke+, troll+ (people|someone|my|a|others), body shame, fat shame,
      shame+ (someone|my|a|people|him|her), spread+ (hate|hatred|lies|rumors|rumours|gossip|false|fake|misinformation|disinformation|
       fear|panic|propaganda|malware|a computer virus|conspiracy), steal, steals, stealing,
      rob (a|an|the|someone|my|people|banks|houses|stores), robbing, burgle, murder, murdering, rape, raping, molest, molesting,
      behead, beheading, dismember, dismembering, genocide, exterminate people,
      commit (a |an |)(crime^|murder|fraud|suicide|robbery|arson|theft|treason|perjury|genocide|identity), cannibalize, skin a cat,
      drug someone, date rape, roofie, traffick people, trafficking (humans|people|drugs|women|children|organs),
      sell (organs|drugs|my kidney|stolen|a child|my baby|fake|counterfeit),
      buy (organs|drugs|stolen|fake|a baby|votes|slaves|followers|likes), fake (my own death|my death|an injury|a pregnancy|
       my identity|a disability|a doctor's note|documents|a passport|an id|insurance|evidence|reviews|news),
      infect (someone|people|a computer|computers|others),
      disable (security cameras|a security|an ankle|ankle monitor|gps tracker|airbag|smoke detector)^, tamper+ with,
      bypass (a lock|security|parental|customs|drug test|the drug|a drug|paywall|copyright|content filters|airport), pass a drug test,
      skip bail, scare (someone|my|people|children|kids), catcall, peep, upskirt, sext, overdose, binge and purge, self harm,
      starve myself, stop eating`,
    wrongThing: `
      black market^, fake (id|ids|passport|passports|identity|identities|degree|diploma|certificate|documents|money|invoice|invoices|
       receipts|reviews|followers|likes|evidence|news|prescription|currency|bills|license|charity|profile|profiles|online profile|
       accounts|vaccine|alibi), stolen (goods|car|cars|credit|card|cards|identity|art|property|data|passwords|bikes|phones),
      counterfeit (money|currency|goods|bills|drugs|products|medicine|medicines|passports|handbags|documents), contraband, sweatshop^,
      child labor, child labour, slave labor, slavery, slaves, human trafficking, sex trafficking, organ trafficking,
      drug trafficking, drug (dealer|dealing|dealers|cartel|smuggling|lab|empire|den), hitman, contract killing, death threat^,
      bomb threat^, hate (speech|mail|group|groups|crime|crimes|campaign), racist^, racism, antisemitism,
      nazi (party|ideology|propaganda|salute), extremist (ideology|content|views|group|groups|propaganda),
      terrorist (organization|organisation|group|cell|attack|attacks|propaganda|activities)^, terrorism, terror attack^, genocide,
      insider (trading|information), ponzi scheme^, pyramid scheme^, money laundering, tax (evasion|fraud), identity theft,
      credit card (fraud|skimmer|skimming), ransomware, phishing, malware, spyware, keylogger^, botnet^, computer virus, cyberattack^,
      cyber attack^, cyber attacks, deepfake^, deep fake^, revenge porn, child porn, child pornography, porn, pornography,
      adult sites, prostitute^, prostitution, brothel^, escort service^, illegal (drug^|weapon^|gun^|activities|gambling|substances|
       immigration|goods|acts|activity|download|downloads|dumping|fights|fighting|organ|racing|street racing|firearms|website^|
       betting| abortion|content|porn|wildlife|fishing|logging|hunting), illicit (drugs|substances|goods|trade|affair), dog fighting,
      cock fighting, animal (cruelty|abuse|fights|parts), endangered (species|animals), ivory, suicide, self harm,
      eating disorder tips, anorexia tips, thinspo, cult^, coup, riot^, lynching, torture, rape, murder weapon, murder victim,
      violent act^, acts of violence, graphic violence, dead body, corpse^, obscene, obscenities, vulgar, swear words, curse words,
      slurs, slur, derogatory (term|terms|names|language|comment|comments|joke|jokes),
      offensive (joke^|term^|name^|word^|language|content|comment^|meme^), dirty joke^, sexist^, sexist jokes,
      mean (joke|jokes|names|comments|insults), cruel (joke|jokes|prank|pranks|ways), insults, rumor^, rumour^, gossip about,
      conspiracy theory, conspiracy theories, misinformation, disinformation, propaganda, fake story, clickbait scam, scam^, fraud,
      fraudulent, money mule^, get rich quick, bribes, bribery, blackmail, extortion, kickbacks, tax haven to hide, loophole to avoid,
      false (accusation|accusations|advertising|claims|information|rumors|evidence|testimony|statements|alibi|narrative),
      without (their|his|her|someone's|a person's|anyone's|parental|my partner's|my wife's|my husband's) (consent|knowledge|
       permission), without consent, non consensual, nonconsensual, unauthorized (access|surveillance|copy|copies), hidden camera^,
      spy camera^, gps tracker on, private (photos|messages|information|data|conversations) of, sensitive information from, poisonous,
      deadly, lethal, untraceable, toxic gas, explosives, homemade (bomb|explosive|weapon|fireworks|explosives|gun)^`,
    telling: `
      how to, how (can|do|could|would|should|might) (i|you|we|one|someone|people), how i (can|could),
      (guide|tutorial|manual|blueprint|handbook) (on|for|to), instructions (on|for|to),
      (way^|method^|technique^|trick^|tip^|strategy|strategies|step^|process|plan) (to|for|of|on), help me,
      (can|could|would|will) you help (me|us), teach (me|people|someone|us|others),
      instruct (someone|people|the user|users|readers|me|on), i want to, i need to, i'd like to, i plan to, i'm planning to,
      i'm going to, show me how to, explain how to, where (can|do|could) (i|we|you|one), where to, come up with,
      (best|easiest|good|perfect|quickest|fastest|most effective) (way|ways|method|place|strategy), (can|could|would|
       will) you (please |)(tell|show|teach|give|provide|guide|share|generate|make|write|create|suggest|recommend|describe),
      trick^ people, a plan to, an app (that|to), a website (that|to), a program (that|to|which|for), a (bot|script) (that|to)`,
    request: `
      >write, >create, >develop, >design, >generate, >produce, >publish, >compose, >draft, >construct, >craft, >give, >provide,
      >come up with, >devise, >plan, >promote, >make, >help, >tell me, >list, >outline, >teach, >instruct, >build, >script, >post,
      >start, >spread, >record, >share, >offer, >fabricate, >invent, (can|could|would|will) you (please |)(tell|teach|give|provide|
       share|generate|make|write|create|suggest|recommend|describe|draft|compose), how to, how (can|could|do) i,
      where (can|do|could) i, help me, tell me, give me`,
    unlawfulWord: `
      illegal, illegally, illicit, illicitly, unlawfully, illegal (trade|business|gambling|website)`,
    benignUse: `
      essay, playbook, runbook, checklist, incident response, history, historical, lesson plan, class, curriculum, museum,
      research paper, thesis, summary, summarize, summarise, translate, news article about the, statistics, policy, policies, law,
      laws, lawyer, police, charity, nonprofit, ngo, victims, victim, survivors, prevent, prevention, stop, detect, detection, avoid,
      protect, protection, report, against, fight, combat, awareness, educate, ethics, ethical, compliance, forbid, forbids, ban,
      filter, filters, moderation, moderate, classifier, definition, definitions, differences, safe, safety, safely, counsel, debunk,
      fact check, spot, recognize, recognise, identify, explain why, why, recover, support, overcome, respond, deal, handle, cope,
      tolerate, apologize, forgive, antidote, glossary, quiz, insured, insurance, mitigate`,
  },
  rules: [
    { rule: 'way-to-do-wrong', find: 'telling 4! wrongVerb', score: 0.6, severity: 'medium', unless: ['fiction', 'contest', 'benignUse'] },
    {
      rule: 'way-to-do-the-illegal',
      find: 'telling 9 unlawfulWord',
      score: 0.55,
      severity: 'medium',
      unless: ['fiction', 'contest', 'benignUse'],
    },
    {
      rule: 'request-for-wrong',
      find: 'request 10 wrongVerb',
      score: 0.5,
      severity: 'medium',
      unless: ['fiction', 'contest', 'benignUse'],
    },
    {
      rule: 'request-for-wrong-thing',
      find: 'request 12 wrongThing',
      score: 0.5,
      severity: 'medium',
      unless: ['fiction', 'contest', 'benignUse', 'clinical', 'household'],
    },
  ],
};
