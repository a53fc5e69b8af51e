import type { HarmRules } from '../harm-rule';

/** Drugs, theft, fraud, forgery, deception of the public, and what the law keeps private. */
export const ILLICIT: HarmRules = {
  category: 'illicit',
  words: {
    drug: `
      (snort|snorting|sniff|sniffing|cook|cut|line of|lines of|gram of|bag of|bump of) coke, coke and other drugs, meth, crystal meth,
      methamphetamine^, cocaine, crack cocaine, heroin, fentanyl, lsd, mdma, ecstasy, dmt, pcp, ketamine, ghb, rohypnol, roofies,
      date rape drug^, psilocybin, magic mushrooms, opium, oxycontin, oxycodone, opioid^, steroids, illegal drug^, illicit drug^,
      street drug^, hard drug^, recreational drug^, narcotic^, drugs, drug lab^, drug laboratory, fentanyl laboratory, meth lab^,
      amphetamine^, quaaludes, bath salts, ayahuasca, controlled substance^, weed illegally, fake pills, crack, coke illegally,
      black tar, speedball, illegal substances, drogen, kokain, kokainu, crystal, drogue^, cocaïne, héroïne, drogas, cocaína, heroína,
      metanfetamina, droga, droghe, cocaina, eroina, drugs maken, heroïne, methamphetamin`,
    drugVerb: `
      make+, cook+, synthesize+, synthesise+, manufacture+, produce+, grow+, buy+, purchase+, sell+, deal+, distribute+, smuggle+,
      traffic+, import+, obtain+, get+, score+, snort+, smoke+, inject+, take+, use, find, set+ up, setting up, build+, run+, ship+,
      hide, promote+, promoting, extract+, order+, acquire+, abuse+, making, kaufen, herstellen, verkaufen, kochen, acheter,
      fabriquer, vendre, comprar, fabricar, vender, cocinar, hacer, comprare, produrre, spacciare, kopen, maken, verkopen, fazer`,
    drugDeal: `
      (snort|snorting|sniff|inject|smoke|smoking) (coke|crack|meth|heroin|oxy|cocaine),
      (used|use|items|things) to get (high|stoned|drunk fast), get (high|stoned) (on|from|off|with|using), legal highs at home,
      drugs that can be (easily |)(synthesized|made|produced|cooked), (drug|drugs) at home, drug dealer^,
      (prescription drug^|antibiotics|medication|opioids|adderall|xanax|oxycodone|viagra|pills) without a prescription,
      abuse prescription drugs, prescription drugs recreationally, medical prescription for opioids,
      (fake|forged|forge a|forging a|forge|falsify) (medical |)prescription^, drug cartel^,
      drug (smuggling|trafficking) (route^|operation|business), smuggl(e|ing) drugs, pass a drug test while high, beat a drug test,
      cheat a drug test, fake urine`,
    stealVerb: `
      steal+, shoplift+, rob+, burgle+, burglarize+, loot+, pickpocket+, embezzle+, break+ into, broke into, breaking and entering,
      hotwire+, carjack+, swipe, hijack+, break+ open, crack+, disable (the|a|an|my|all|someone's), disabling, pick, picking, bypass+,
      stehlen, klauen, ausrauben, einbrechen, voler, cambrioler, braquer, robar, atracar, asaltar, rubare, rapinare, svaligiare,
      roubar, assaltar, stelen, beroven, inbreken`,
    lootable: `
      car^, bike^, bicycle^, motorcycle^, catalytic converter^, money, cash, wallet^, purse^, jewelry, jewellery, diamond^, bank^,
      bank vault, bank account^, store^, shop^, jewelry store^, house^, home^, apartment^, neighbor's house, safe, vault,
      cash machine^, atm^, package^, mail, playstation, laptop^, phone^, iphone^, credit card^, (credit card|card|bank|customer|user|
       personal|confidential|sensitive|private|financial|medical|proprietary|company|patient) (information|info|data|details|records|
       number|numbers), (information|data|credentials|password^|identity|identities|trade secret^|secrets|documents|art|artwork|
       painting^|organs|electricity|cable|gas|food|clothes|coke|something|things|stuff|items|merchandise|alcohol|luggage|medicine|
       drugs|guns|votes), museum, warehouse, personal data, lock^ on, door lock, alarm, security system, car alarm, alarm system,
      auto, autos, banque, banco, voiture, coche, carro, macchina, banca, fahrrad, geld, argent, dinero, soldi, dinheiro,
      smoke detector^, age verification, lock on a`,
    crime: `
      fraud, identity theft, identity fraud, credit card fraud, bank (account |)fraud, insurance fraud, tax (fraud|evasion),
      insider trading, money laundering, robbery, armed robbery, burglary, theft, auto theft, shoplifting, larceny, arson, perjury,
      treason, extortion, blackmail, bribery, embezzlement, forgery, counterfeiting, kidnapping, murder, genocide, assault, vandalism,
      wire fraud, voter fraud, election fraud, mail fraud, securities fraud, academic dishonesty, plagiarism undetected, piracy,
      smuggling, human trafficking, sex trafficking, organ trafficking, terrorism, espionage, cybercrime^, crime^, a crime, crimes,
      a felony, a robbery, ponzi scheme^, pyramid scheme^,
      (romance|investment|lottery|phishing|tech support|email|phone|crypto|charity) scam^, scam^, pump and dump, price fixing,
      illegal activities, illegal activity, criminal activity, war crimes, betrug, steuerhinterziehung, geldwäsche,
      identitätsdiebstahl, fraude, blanchiment, fraude fiscale, vol d'identité, evasión fiscal, lavado de dinero, robo de identidad,
      frode, riciclaggio, evasione fiscale, lavagem de dinheiro, fraude fiscal, fraude bancária, witwassen, belastingfraude,
      identiteitsfraude`,
    commitVerb: `
      commit+, get+ away with, run, running, start, start+, pull+ off, perform+, carry+ out, conduct+, set+ up, orchestrate+, plan+,
      create+, engage in, begehen, machen, commettre, faire, cometer, hacer, commettere, fare, plegen, concealing, conceal+, hide`,
    launderVerb: `
      (fake|faking|falsify|falsifying) (documentation|documents|paperwork|identification|credentials|a degree|references|
       test results), leav(e|ing) no evidence, without leaving (evidence|a trace|traces|marks), destroy (the |)evidence,
      evidence of a crime, evade police, launder+ money, cook+ the books, cooking the books, shell compan(y|ies) to, funnel+ money,
      pay+ off (customs|officials|the|a|police|chinese customs|judges), manipulate+ slot machines, manipulating slot machines,
      circumvent+ (copyright|drm|customs|sanctions|export|security|the law|age), plagiarism detection, pick+ a lock, pick+ locks,
      lock picking, pick (a |)(door )lock, start a fire and, make it spread quickly, set+ off a fire alarm, pull a fire alarm,
      false fire alarm, price gouge, hoard, match fixing, fix+ (a match|matches|prices), multi level marketing company in order,
      commercial sexual exploitation, recruit+ (money mules|prostitutes|victims|child soldiers), fake charity, fake gofundme,
      insurance claim^ for a fake, stage an accident, hide assets, hidden assets, offshore account to hide,
      avoid paying (taxes|child support|alimony), download+ (pirated|copyrighted), watch movies illegally, crack software, keygen,
      free streaming illegally, launder+ (drug |illegal |dirty |stolen |)(money|cash|proceeds|funds|profits), evade+ tax,
      evade+ taxes, cheat+ on (my|your|) taxes, dodge+ taxes,
      counterfeit+ (money|bills|currency|designer|goods|medication|passport^|documents),
      make+ (fake|counterfeit) (money|id|ids|passport^|documents|bills|currency|license^|diploma^), (print|produce|get|buy|create|
       forge) (fake|counterfeit|false) (money|id|ids|passport^|documents|bills|currency|license^|diploma^|identity|identities|
       vaccination cards|prescription^|drivers license^),
      forge+ (a|an|the|) (signature|document|documents|check|checks|passport|prescription|will|medical prescription|id),
      falsify+ (medical |financial |official |tax |)(records|documents|data|results|evidence|accounts),
      falsifying (medical |)(records|documents), smuggle+ (drugs|bulk cash|cash|people|weapons|goods|migrants|immigrants|cigarettes|
       animals|ivory|guns|illegal goods|exotic animals|something|contraband),
      smuggling (bulk |)(cash|drugs|people|weapons|goods|guns|illegal goods|ivory), bribe+ (a|an|the|) (official|officials|judge|
       police|police officer|cop|politician|politicians|government|customs|officer|juror|university),
      blackmail+ (someone|somebody|a|an|my|people|him|her|the|with), extort+ (money|someone|a|people|from),
      scam+ (people|someone|old|elderly|seniors|users|him|her|others|unsuspecting),
      defraud+ (people|investors|someone|customers|a|an|insurance), swindle+, con (people|someone|elderly) out of,
      trick+ (people|users|someone|elderly|seniors|others|victims) (into|out of|to),
      rig+ (an election|elections|a vote|the vote|the election|a lottery|voting),
      tamper+ with (evidence|a witness|ballots|the evidence|voting|a jury), hide (evidence|income from the irs|assets from),
      destroy evidence, obstruct justice, skim+ credit cards, clone+ (a|) credit cards,
      (steal|stealing) (someone's|somebody's|a person's|an) identity, illegally,
      cheat+ on (an exam|exams|a test|tests|the sat|the bar exam),
      bypass (age verification|a background check|paywalls|drm|geofencing|the background check), get around age verification,
      around age verification, hire a (prostitute|hacker),
      (buy|sell|use|using|with|buying|selling) (stolen|someone's) (credit card|identity|personal|data|goods|cars|information),
      stolen (credit card^|identity|identities|personal information|goods|data|credit), human organ^ for sale,
      sell (my|a|human) (kidney|organs|child|baby|children), sell animal parts, buy human organs, buy a fake, fake identity, fake id^,
      fake passport^, black market (website^|site^|dealer^|organ^), black market, dark web (market^|marketplace^|vendor^|drugs),
      on the dark web, on the black market, copy someone's patented, patented invention, download copyrighted,
      pirated (movies|software|games|music), chop shop^, poach+ (animals|elephants|rhino|endangered), trade endangered,
      hunt endangered, track (someone|a person|my|his|her|somebody) ('s |)(location |phone |)(without|secretly),
      without (their|his|her|my wife's|the user's|user|user's|users'|someone's|the person's) (consent|knowledge|permission),
      without authorization, without official permission, obtaining the floor plan, child labor, child laborer, sweatshop,
      without any scientific evidence, fake evidence, false accusation^, plant evidence, fake (customer |online |)review^,
      impersonate+ (a police|police|an officer|a doctor|a bank|someone|irs|a government|a federal)`,
    evade: `
      without (getting|being) (caught|detected|traced|noticed|discovered|seen), without detection, undetected, (avoid|avoiding|evade|
       evading|escape|escaping) (detection|getting caught|being caught|arrest|capture|the police|police|law enforcement|prosecution|
       the law|tracing|suspicion|being traced|taxes|customs|security|surveillance), avoid (getting|being) (caught|traced|detected),
      evade law enforcement, hard to trace, cannot be traced, untraceable, without anyone (knowing|noticing|finding out),
      without (him|her|them) (knowing|noticing), get away with, cover my tracks, cover your tracks, leave no trace,
      hide from the (police|cops|fbi|feds), before the police, silence whistleblowers,
      silence (a|the) (witness|whistleblower|journalist), talking to (law enforcement|the police)`,
    deed: `
      steal+, rob+, kill+, crime^, fraud, hack+, murder+, smuggle+, launder+, cheat+, trade, trading, theft, forge+, forging, sell+,
      attack+, abuse+, tax, taxes, blackmail+, break+, lie+, stalk+, illegal, illegally, drug^, drugs, poison+, scam+, embezzle+,
      shoplift+, fire alarm, traffic+, bribe+, poach+, buy+, spy+, counterfeit+, vandalize+, set+ off, setting off, harm+, hurt+,
      prescription^, whistleblower^, ransom, child laborer, track+, hide, hiding, robbery, burglary, hitman, exam^, insider trading,
      bomb^`,
  },
  rules: [
    { rule: 'drugs', find: 'drugVerb 4! drug', asked: true, score: 0.7, unasked: 0.25, severity: 'high', unless: ['fiction', 'clinical'] },
    { rule: 'drugs-any-order', find: 'drug 3! drugVerb', asked: true, score: 0.5, severity: 'high', unless: ['fiction', 'clinical'] },
    { rule: 'drug-deal', find: 'drugDeal', asked: true, score: 0.7, unasked: 0.5, severity: 'high', unless: ['fiction'] },
    { rule: 'steal', find: 'stealVerb 5! lootable', asked: true, score: 0.7, severity: 'medium', unless: ['fiction'] },
    { rule: 'steal-from', find: 'stealVerb 3! person', asked: true, score: 0.55, severity: 'medium', unless: ['fiction', 'contest'] },
    { rule: 'commit-crime', find: 'commitVerb 4! crime', asked: true, score: 0.85, unasked: 0.3, severity: 'high', unless: ['fiction'] },
    { rule: 'unlawful-deed', find: 'launderVerb', asked: true, score: 0.65, unasked: 0.25, severity: 'high', unless: ['fiction'] },
    { rule: 'evade-the-law', find: 'deed <12> evade', asked: true, score: 0.75, severity: 'high', unguarded: true, unless: ['fiction'] },
    {
      rule: 'evade',
      find: 'ask 25 evade',
      score: 0.5,
      severity: 'medium',
      unguarded: true,
      unless: ['fiction', 'computing', 'household', 'contest'],
    },
  ],
};
