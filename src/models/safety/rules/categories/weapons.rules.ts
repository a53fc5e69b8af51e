import type { HarmRules } from '../harm-rule';

/** Making and getting weapons. */
export const WEAPONS: HarmRules = {
  category: 'weapons',
  words: {
    makeIt: `
      make+, build+, create+, construct+, assemble+, manufacture+, produce+, synthesize+, synthesise+, cook+ up, cook+, mix+, brew+,
      craft+, 3d print+, print, printing, convert+, design+, develop+, prepare+, set+ off, detonate+, weaponize+, weaponise+,
      culture+, cultivate+, extract+, isolate+, enrich+, obtain+, refine+, stockpile+, aerosolize+, plant+, hide, rig+, modify+,
      store, making of, production of, manufacture of, synthesis of, bauen, baue, baut, herstellen, herstelle, stelle, mache, basteln,
      fabriquer, construire, faire, fabrico, fabricar, construir, hacer, hago, costruire, costruisco, fabbricare, fare, faço, fazer,
      fabrique, maken, maak, bouwen, bouw`,
    explosive: `
      missile^, nuclear missile^, nuclear strike^, warhead^, bomb^, pipe bomb^, nail bomb^, pressure cooker bomb^, dirty bomb^,
      car bomb^, fertilizer bomb^, letter bomb^, petrol bomb^, firebomb^, nuclear bomb^, atomic bomb^, nuclear weapon^,
      nuclear device^, hydrogen bomb^, explosive^, explosive (device^|material^|belt^|vest^), improvised explosive^, ied, ieds,
      molotov, molotov cocktail^, grenade^, hand grenade^, landmine^, land mine^, dynamite, tnt, c4, semtex, rdx, petn, tatp,
      acetone peroxide, nitroglycerin, thermite, napalm, detonator^, suicide vest^, bomb vest^, gunpowder bomb,
      ammonium nitrate bomb^, ied device, incendiary device^, bombe, bomben, rohrbombe, sprengstoff, sprengsatz, bombes, explosif,
      explosifs, bomba, bombas, explosivo, explosivos, bombe artisanale, bomba casera, bomba caseira, ordigno, esplosivo, esplosivi,
      bom, bommen, explosieven`,
    poisonAgent: `
      (dangerous|deadly|lethal|strong|undetectable|homemade) (poison|toxin)^, gas chamber^, nerve agent^, nerve gas, sarin, vx, tabun,
      soman, novichok, mustard gas, chlorine gas, phosgene, hydrogen cyanide, cyanide, cyanide gas, ricin, abrin, tetrodotoxin,
      botulinum, botulinum toxin, anthrax, smallpox, plague, ebola virus, weaponized (virus|anthrax|pathogen), bioweapon^,
      biological weapon^, biochemical weapon^, biological agent^, chemical weapon^, chemical warfare agent^, chemical agent^,
      toxic gas, poison gas, poisonous gas, lethal gas, deadly (virus|pathogen|toxin|gas|bacteria|poison), pandemic (virus|pathogen),
      pathogen^, weapon^ of mass destruction, wmd, dispersal device^, radiological weapon^, polonium, thallium, strychnine,
      mustard agent, sulfur mustard, nitrogen mustard, dimethylmercury, chloramine gas, giftgas, nervengas, arme^ chimique^,
      arma química, armas químicas, arma chimica, armas biológicas`,
    gun: `
      gun^, ghost gun^, firearm^, handgun^, pistol^, rifle^, machine gun^, assault rifle^, shotgun^, ar 15, ak 47, glock, silencer^,
      suppressor^, ammunition, ammo, bump stock^, auto sear^, weapon^, automatic weapon^, waffe, waffen, schusswaffe, schalldämpfer,
      arme à feu, pistola, arma de fuego, arma, armas, wapen, vuurwapen`,
    getIt: `
      buy+, purchase+, acquire+, obtain+, get+, order+, sell+, smuggle+, trade+, procure+, source, sourcing, import+, traffic+,
      transport+, sneak+, bring+, carry, kaufen, acheter, comprar, comprare, kopen`,
    unlawful: `
      illegal, illegally, illicit, illicitly, untraceable, untraced, unregistered, undetectable,
      without (a |)(background check^|license|licence|permit|being (caught|traced|detected)|registration), black market, dark web,
      darkweb, darknet, deep web, stolen, as a minor, under the table, underage, as a felon, felon,
      into (a |the |)(school|airport|plane|airplane|courthouse|prison|concert|stadium),
      past (security|airport security|tsa|metal detectors), through (airport|) security, serial numbers removed`,
    homemade: `
      homemade, home made, improvised, diy, household (items|materials|chemicals|products), at home, 3d printed, from scratch,
      in (my|a|the) (garage|kitchen|basement), untraceable, easy to synthesize`,
    attackVerb: `
      detonate+, set+ off, plant+, explode+, throw+, deploy+, release+, disperse+, drop+, smuggle+, hide, activate+, use`,
    crowdPlace: `
      crowd^, crowded (area^|place^|space^|street^), public (place^|event^|space^), school^, stadium^, airport^, subway^,
      train station^, mall^, shopping mall^, church, churches, mosque^, synagogue^, concert^, building^, water supply, reservoir^,
      hospital^, embassy, plane, airplane, airliner, city, parliament, government building^, market^, marathon, festival`,
  },
  rules: [
    {
      rule: 'make-explosive',
      find: 'makeIt 6! explosive',
      asked: true,
      score: 0.9,
      unasked: 0.45,
      severity: 'critical',
      unless: ['fiction'],
    },
    { rule: 'make-explosive-any-order', find: 'explosive 4 makeIt', asked: true, score: 0.6, severity: 'critical', unless: ['fiction'] },
    { rule: 'make-explosive-told', find: 'makeIt 3 explosive', asked: true, score: 0.6, severity: 'high', unless: ['fiction'] },
    { rule: 'bomb-with-household-items', find: 'explosive 6 homemade', asked: true, score: 0.75, unasked: 0.4, severity: 'critical' },
    {
      rule: 'make-poison',
      find: 'makeIt 8 poisonAgent',
      asked: true,
      score: 0.85,
      unasked: 0.4,
      severity: 'critical',
      unless: ['fiction', 'household'],
    },
    { rule: 'poison-at-home', find: 'poisonAgent <8> homemade', asked: true, score: 0.85, severity: 'critical' },
    { rule: 'get-poison', find: 'getIt 5 poisonAgent', asked: true, score: 0.7, severity: 'high', unless: ['fiction', 'clinical'] },
    { rule: 'make-gun', find: 'makeIt 3! gun', asked: true, score: 0.65, severity: 'high', unless: ['fiction'] },
    { rule: 'make-gun-at-home', find: 'gun <6> homemade', asked: true, score: 0.75, severity: 'high', unless: ['fiction'] },
    { rule: 'get-weapon-unlawfully', find: 'gun <12> unlawful', asked: true, score: 0.75, severity: 'high', unless: ['fiction'] },
    { rule: 'get-explosive', find: 'getIt 4! explosive', asked: true, score: 0.65, severity: 'high', unless: ['fiction'] },
    { rule: 'bomb-a-place', find: 'attackVerb 6 explosive 8 crowdPlace', score: 0.75, severity: 'critical', unless: ['fiction'] },
    { rule: 'poison-a-place', find: 'attackVerb 6 poisonAgent 8 crowdPlace', score: 0.75, severity: 'critical', unless: ['fiction'] },
  ],
};
