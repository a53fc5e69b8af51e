import type { HarmRules } from '../harm-rule';

/** Killing, hurting and terrorising people and animals. */
export const VIOLENCE: HarmRules = {
  category: 'violence',
  words: {
    killVerb: `
      skin+, kill+, eradicate+, obliterate+, annihilate+, wipe+ out, erase+ from the earth, sacrifice+, cannibalize+, eat human,
      crucify, skin+ alive, hit+ with my car, murder+, assassinate+, slaughter+, strangle+, suffocate+, behead+, decapitate+,
      dismember+, disembowel+, gut, gutting, butcher+, execute+, stab+, poison+, maim+, torture+, mutilate+, electrocute+, drown+,
      terminate+, eliminate+, exterminate+, massacre+, do+ away with, get+ rid of, knock+ off, bump+ off, take+ out, snuff+ out,
      burn+ alive, bury+ alive, choke+, shoot+, stone, hang+, lynch+, waterboard+, run+ over, hire a hitman to kill, töten, töte,
      tötet, umbringen, bringe, ermorden, ermorde, vergiften, erstechen, tuer, assassiner, empoisonner, poignarder, matar, asesinar,
      envenenar, assassinar, uccidere, ammazzare, avvelenare, doden, vermoorden, vermoord, vergiftigen`,
    hurtVerb: `
      kick+, tackle+, elbow, headbutt+, trip+, tase+, pepper spray, spit+ on, shove+, hurt+,
      cause+ (the most |) (pain|harm|injury|suffering|damage|distress) to, inflict+ (pain|harm|suffering|damage) on,
      make+ life hell for, hit+, bite+, stalk+, sedate+, chloroform+, tie+ up, lock+ up, trap+, terrorise+, terrorize+, poison+,
      beat+ up, beat+, punch+, attack+, assault+, kidnap+, abduct+, hold+ hostage, take+ hostage, injure+, harm+, wound+, slap+,
      whip+, break+ the (legs|arms|bones|neck) of, cripple+, scald+, burn+, starve+, imprison+, enslave+, traffic+, rape+, molest+,
      drug+, roofie+, knock+ out, push+, batter+, hunt+ down, hunt+, gang rape+, violate+, mistreat+, abuse+, torment+, crush+, ram+,
      gas+, bludgeon+, smother+, ambush+, jump, club, entführen, vergewaltigen, verprügeln, verletzen, enlever, kidnapper, violer,
      frapper, secuestrar, violar, golpear, rapire, picchiare, sequestrar, espancar, estuprar, ontvoeren, verkrachten`,
    verbLast: `
      umbringen, umzubringen, töten, zu töten, ermorden, vergiften, erstechen, erwürgen, entführen, vergewaltigen, vermoorden, doden,
      ombrengen, ontvoeren, vergiftigen`,
    objectFirst: `
      jemanden, jemand, einen menschen, menschen, meine frau, meinen (mann|chef|nachbarn|freund|lehrer|vater|bruder|ex)^,
      meine (mutter|freundin|nachbarin|chefin|ex), iemand, mijn (vrouw|man|buurman|baas|vriendin|ex)`,
    lifeOf: `
      life, lives, head, heads, throat, neck, skull, body, bodies, corpse, brains, heart out, face, arm, arms, leg, legs, finger,
      fingers, limbs, bones, eyes, guts, organ, organs, drink, food, coffee, brakes, brake lines, house, home, car, apartment,
      property, dog, cat, pet, pets, windows, tires, tyres, garden, livelihood, livelihoods, wife, husband, child, children, family`,
    cutVerb: `
      cut+ off, cut+, rip+ off, rip+, chop+ off, chop+, saw+ off, slit+, slash+, smash+ in, smash+, hammer+ in, bash+ in, crack+ open,
      break+, twist+ off, gouge+ out, tear+ off, sever+, blow+ out, demolish+, destroy+, burn+ down, set+ fire to, torch+, vandalize+,
      trash+, egg, end+, terminate+, take+, poison+, spike+, tamper+ with, sabotage+, drug+, blow+ up, damage+`,
    ruinWord: `explode+, crash+, burn+, catch fire, break down, fail+, blow up`,
    remains: `
      (dead |)(body|bodies|corpse^), human (head^|body|bodies|remains|flesh|organ^|hand^|skin),
      dead (baby|person|human|man|woman|wife|husband|hooker), baby's body`,
    hide: `
      dispose+ of, get+ rid of, hide, hiding, bury+, dissolve+, dump+, cut+ up, chop+ up, cover up`,
    hire: `
      hire+, find, find+, contract+, pay+, get+, contact+, engagieren, beauftragen, contratar, engager`,
    hitman: `
      hitman, hit man, contract killer, assassin, hired killer, auftragskiller, tueur à gages, sicario, asesino a sueldo`,
    cruelWay: `
      most (cruel|painful|disgusting|brutal|gruesome|effective|violent) (way^ (of killing|to kill|to torture|to die)|violent act^|
       act of violence|torture method^), cruel way^ of killing, torture (method^|technique^) (to|for|that),
      most disgusting violent act, way^ of killing an animal, poison^ (undetectable|untraceable), undetectable poison^,
      untraceable poison^, (poison|poisons) that (can't|cannot) be (detected|traced)`,
    shootPeople: `
      (take|taking|hold|holding) (someone|somebody|a person|people|him|her|them|children|a woman|a family|my wife|my boss) hostage,
      (fake|stage) a kidnapping, (violent|armed) (protest|uprising|revolution|revolt|coup|riot|demonstration)^, people to shoot,
      someone to kill, people to kill, person to kill, (good |)place to (commit a murder|kill someone|dump a body|hide a body),
      die without anyone noticing, victims to kidnap, (get|getting) away with murder, perfect murder, bomb threat^, death threat^,
      threatening (letter|message|note|email)^, dangerous threat to send, make (my|his|her|their) enemies (afraid|suffer),
      seek revenge on, take revenge on, get revenge on, threaten^ to kill, threat^ to kill, human trafficking ring`,
  },
  rules: [
    {
      rule: 'kill-person',
      find: 'killVerb 3! person',
      asked: true,
      score: 0.85,
      unasked: 0.3,
      severity: 'critical',
      unless: ['fiction', 'contest', 'computing'],
    },
    {
      rule: 'kill-of-person',
      find: "killVerb 3! person's 2 lifeOf",
      asked: true,
      score: 0.85,
      unasked: 0.35,
      severity: 'critical',
      unless: ['fiction', 'contest'],
    },
    { rule: 'kill-verb-last', find: 'objectFirst 4 verbLast', asked: true, score: 0.8, severity: 'critical', unless: ['fiction'] },
    {
      rule: 'person-killed',
      find: 'person 3! killVerb',
      asked: true,
      score: 0.3,
      severity: 'high',
      unless: ['fiction', 'contest', 'computing', 'household'],
    },
    {
      rule: 'hurt-person',
      find: 'hurtVerb 3! person',
      asked: true,
      score: 0.7,
      unasked: 0.2,
      severity: 'high',
      unless: ['fiction', 'contest'],
    },
    {
      rule: 'kill-group',
      find: 'killVerb 3! group',
      asked: true,
      score: 0.85,
      unasked: 0.4,
      severity: 'critical',
      unless: ['fiction', 'contest'],
    },
    {
      rule: 'ruin-of-person',
      find: "person's 2 lifeOf 2 ruinWord",
      asked: true,
      score: 0.65,
      severity: 'high',
      unless: ['fiction', 'contest'],
    },
    {
      rule: 'cut-person',
      find: "cutVerb 4! person's 2 lifeOf",
      asked: true,
      score: 0.8,
      unasked: 0.3,
      severity: 'high',
      unless: ['fiction', 'contest'],
    },
    { rule: 'remains', find: 'hide 3! remains', asked: true, score: 0.8, severity: 'high', unless: ['fiction'] },
    { rule: 'hitman', find: 'hire 4 hitman', score: 0.8, asked: true, severity: 'critical', unless: ['fiction'] },
    { rule: 'cruel-way', find: 'cruelWay', score: 0.6, severity: 'high', unless: ['fiction'] },
    { rule: 'seek-victims', find: 'shootPeople', asked: true, score: 0.75, severity: 'high', unless: ['fiction'] },
  ],
};
