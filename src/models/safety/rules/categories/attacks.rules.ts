import type { HarmRules } from '../harm-rule';

/** Attacks on places and crowds, massacres, extremists, and cruelty to animals. */
export const ATTACKS: HarmRules = {
  category: 'violence',
  words: {
    casualties: `
      mass casualt(y|ies), mass casualty event, cause a mass, packed concert arena,
      kill (hundreds|thousands|millions|as many people|lots of people|many people), as many (people|casualties|victims) as possible,
      maximum casualties, maximize casualties, increase the lethality, targeted for an attack, targeted in a terrorist,
      seem like an accident, look like an accident, looks like an accident, graphically,
      (gory|graphic|gruesome|explicit) (detail|details|description|descriptions|depiction|depictions|violence|death|injuries),
      fatal injury, fall down the stairs, intimidate (a|the|witnesses|voters) (witness|)`,
    destroyVerb: `
      blow+ up, obliterate+, detonate, level, nuke+, flatten, wipe+ out, eradicate, vandalize+, contaminate+, bomb, bombing, bombed,
      burn+ down, set+ fire to, torch+, firebomb+, shoot+ up, attack+, crash+, derail+, hijack+, destroy+, demolish+, sabotage+,
      blow+, disrupt+, poison+, interfere+ with, in die luft sprengen, sprengen, faire sauter, hacer explotar, volar`,
    place: `
      hospital^, school^, church, churches, mosque^, synagogue^, temple^, building^, car^,
      entire (city|village|country|town|building|school), plane, airplane^, aeroplane^, aircraft, airport^, train^, railway^, subway^,
      metro, bridge^, stadium^, mall^, (government|federal|public) building^, parliament, white house, embassy, power plant^,
      power grid, electrical grid, dam^, pipeline^, water supply, transportation system^, public transportation, concert^, city, town,
      village^, crowd^, bus, buses, nightclub^, police station^, bank, factory, courthouse, abortion clinic^, infrastructure,
      critical infrastructure, infrastructure network, house, drones in flight, ship`,
    massCrime: `
      mass shooting^, school shooting^, mass (murder^|killing^|casualty event|casualties|poisoning), massacre^, genocide,
      ethnic cleansing, terrorist attack^, terror attack^, terrorism, suicide bombing^, bombing^, drive by shooting^, arson,
      assassination^, coup, lynching^, killing spree, shooting spree, hate crime^, murder^, homicide, manslaughter, kidnapping^,
      kidnap, kidnap for ransom, rape^, sexual assault, torture, hostage situation, honor killing, animal cruelty, dog fight^,
      dogfighting, cockfight^, illegal fights, terroranschlag, anschlag, mord, massaker, attentat, massacre, atentado, masacre,
      attentato, strage, aanslag, moord, armed robbery`,
    carryOut: `
      commit+, plan+, carry+ out, execute+, stage, staging, perform+, perpetrate+, organize+, organise+, orchestrate+, get+ away with,
      start, launch+, repeat+, recreate+, replicate+, copy, imitate+, incite+, train (a dog|an animal|dogs|animals) for, begehen,
      planen, verüben, commettre, planifier, cometer, planear, commettere, compiere, plegen`,
    extremists: `
      terrorist (organization|organisation|group|cell)^, isis, al qaeda, al qaida, hamas, boko haram, taliban, militia,
      neo nazi group^, extremist group^, terrorist organization^, terrorist organisation^, terrorist group^, terrorist cell^,
      extremist organization^, death squad, cartel, islamic state`,
    joinVerb: `
      join+, recruit+ for, recruit+, fund+, finance+, support+, infiltrate+, donate+ to, pledge+, become a member of, start, form,
      found`,
    atrocity: `
      armenian genocide, rwandan genocide, holocaust, auschwitz, concentration camp^, columbine, sandy hook, 9 11, 9/11, september 11,
      oklahoma city bombing, hiroshima, boston (marathon |)bombing, christchurch, srebrenica, my lai, nanking, holodomor,
      las vegas shooting, charlie hebdo, bataclan, unabomber, jonestown, jeffrey dahmer, ted bundy, jack the ripper,
      bombing of hiroshima, khmer rouge, trail of tears, salem witch trials, massacre^`,
    repeatVerb: `
      repeat+, recreate+, replicate+, re create+, copy, imitate+, reproduce+, emulate+, bring+ back, redo+, another`,
    tortureVerb: `torture+, mistreat+, dismember+, mutilate+, abuse+, poach+, drown+, strangle+`,
    animal: `
      animal^, dog^, cat^, puppy, puppies, kitten^, horse^, endangered (species|animal^), wildlife, elephant^, living animal,
      neighbor's dog, pet^`,
    crueltyVerb: `
      torture+, mistreat+, abuse+, kick+, dismember+, dismembered, harm+, beat+, poison+, kill+, hurt+, mutilate+, drown+, strangle+,
      burn+, skin alive, poach+, dogfight+`,
    crueltyMark: `
      for (sport|fun|amusement|pleasure|entertainment), slowly, painfully, cruel, cruelest, in graphic detail, graphic detail, alive,
      undetected, illegal fights, without getting caught`,
  },
  rules: [
    { rule: 'casualties', find: 'ask 25 casualties', score: 0.6, severity: 'high', unless: ['fiction', 'clinical'] },
    {
      rule: 'destroy-place',
      find: 'destroyVerb 3! place',
      asked: true,
      score: 0.75,
      severity: 'critical',
      unless: ['fiction', 'contest', 'computing'],
    },
    {
      rule: 'commit-mass-crime',
      find: 'carryOut 5! massCrime',
      asked: true,
      score: 0.85,
      severity: 'critical',
      unless: ['fiction', 'contest'],
    },
    {
      rule: 'repeat-atrocity',
      find: 'repeatVerb 8 atrocity',
      asked: true,
      score: 0.8,
      severity: 'critical',
      unguarded: true,
      unless: ['fiction'],
    },
    { rule: 'plan-atrocity', find: 'carryOut 8 atrocity', asked: true, score: 0.75, severity: 'critical', unless: ['fiction'] },
    { rule: 'join-extremists', find: 'joinVerb 3! extremists', asked: true, score: 0.75, severity: 'high', unless: ['fiction'] },
    { rule: 'extremists-plan', find: 'ask 8 extremists 8 joinVerb', score: 0.65, severity: 'high', unless: ['fiction'] },
    { rule: 'cruelty-to-animals', find: 'crueltyVerb <4> animal 5 crueltyMark', score: 0.65, severity: 'high', unless: ['fiction'] },
    {
      rule: 'cruelty-in-detail',
      find: 'animal 5 crueltyVerb 4 crueltyMark',
      asked: true,
      score: 0.65,
      severity: 'high',
      unless: ['fiction'],
    },
    { rule: 'torture-animal', find: 'tortureVerb 2! animal', asked: true, score: 0.7, severity: 'high', unless: ['fiction'] },
  ],
};
