import type { HarmRules } from '../harm-rule';

/** Threats, praise of violence, and talk of it that is graphic. */
export const VIOLENT_SPEECH: HarmRules = {
  category: 'violence',
  words: {
    rapeWord: `
      raped, raping, gang rape^, gang raped, molested, molesting, molester^, rapist^, beheaded, beheading^, dismembered, dismembering,
      bombing and, sexually (assaulted|abused|assaulting|abusing|harassed|assault|abuse), forced (her|him) to (perform|have),
      orally (raped|copulat|copulated), tortured, torturing, to injure or, punching and, beat and, stabbed and, tortured and,
      shut up you little, you little (bitch|shit|whore|slut|bastard|brat|freak),
      threatened to (kill|rape|shoot|beat|stab|bomb|burn|cut), attempt to (injure|kill|maim)`,
    threat: `
      i (am|'m) (going to|gonna) fuck your, i'm going to fuck (you|your),
      (fuck|rape) your (mother|girlfriend|wife|sister|daughter|mom), i (will|'ll|am going to|'m going to|wanna|want to|should|
       swear i will) (fucking |)(kill|murder|stab|shoot|strangle|rape|beat|hurt|destroy|slaughter|gut|skin|bury|burn|break|slit|cut|
       smash|hunt down|end) (you|him|her|them|your|his|those|these|every|all|everyone|the bitch|that bitch|this bitch|these people),
      i'll (fucking |)(kill|murder|stab|shoot|strangle|rape|gut|skin|bury|slit|end|hunt down|slaughter) (you|him|her|them|your|his|
       those|all|everyone), i'm (going to|gonna) (fucking |)(kill|murder|stab|shoot|strangle|rape|beat|hurt|slaughter|gut|slit|end|
       ram| smash|bomb|blow up) (you|him|her|them|your|his|all|everyone|a|every), i'm going to ram a truck,
      gonna (kill|murder|stab|shoot|rape|beat|gut|slit) (you|him|her|them|your|his), you (will|'re going to|are going to|should|
       deserve to|gonna) (die|burn in hell|be killed|be raped|hang|be shot|get raped|regret being born), you're (going to|gonna) die,
      go (die|kill yourself|hang yourself|blow your brains out|drown yourself|jump off a bridge), kill yourself, kys, kill your self,
      drink bleach, (hope|wish) (you|he|she|they) (die|dies|get raped|gets raped|get cancer|gets cancer|rot|burn|burns|suffer),
      watch your back or, we know where you live, i know where you live, your days are numbered, you're a dead man, you are dead meat,
      you're dead meat, ich bringe dich um, ich töte dich, je vais te tuer, te voy a matar, ti ammazzo, ti uccido, vou te matar,
      ik maak je dood, ik vermoord je, (kill|hang|shoot|gas|exterminate|burn|murder|lynch|stone) (all|every|the|those|these|
       them) (jews|muslims|blacks|niggers|niggas|gays|faggots|fags|immigrants|christians|whites|cops|kikes|spics|trannies|women|
       mexicans|arabs|hindus|liberals|politicians|of them all),
      death to (all |the |)(jews|muslims|blacks|gays|immigrants|infidels|israel|america|cops|apostates|arabs|christians|whites),
      beat (his|her|their|your) ass, slit (your|his|her) throat, blow (your|his|her|their|someone's|someone) ('s |)brains out,
      shoot (him|her|you) in the (head|face), punch (him|her|you) in the (face|throat|mouth)`,
    gore: `
      stab+, strangle+, behead+, decapitate+, dismember+, mutilate+, torture+, rape+, gang raped, bludgeon+, disembowel+, choke+,
      slit, punch+, slam+, beat, beating, beaten, beats, kicked, murder+, molest+, shot, gunned down, executed, slaughter+, massacre+,
      blood, bloody, corpse^, severed, skull, attack, attacked, killed, kill, killing, dead, threatening, threatened, choking,
      abducted, kidnapped, tortured, stoned, bombing^, bombings, bombed, blasted, pulled the trigger, pointed a (gun|pistol|rifle),
      hatred, homicide, second degree murder, aggravated, aggrated murder, murderer^, killer^, thug^, burned alive, whipped,
      sexually assaulted, sexually abused`,
    brutal: `
      stab+, strangle+, behead+, decapitate+, dismember+, mutilate+, torture+, rape+, gang raped, bludgeon+, disembowel+, choke+,
      punch+, slam+, beat up, beaten, beating, beat her, beat him, kicked (him|her|them|me), murder+, molest+, gunned down,
      slaughter+, massacre+, assault+, abduct+, kidnap+, threaten+, bomb+, bombing^, stoned to, lynch+, stomp+, slit, hanged,
      suicide bomber^, shootings, terror attack^, pulled the trigger, shoot+, slashed (his|her|their|him),
      slashing (his|her|their|him), hack+ to death, impale+, sodomize+, electrocute+, burned alive, maim+, smash+ (his|her|their),
      cutting off (his|her), blown to pieces, ram a truck, hatred for, jihad, jihadis, jihadist^, rapist^, ambush+, gruesome,
      brutally, brutal, savagely, bloodied, blasted, unarmed`,
    attackTalk: `
      grab+ (women|her|them|a woman) by, grab (women|them) by the, sexually (assault|assaulted|abuse|abused|harass|harassed),
      (forced|raped|molested) a, rape threats, death threats, gang rape, men who sexually,
      (beat|beats|beating) (his|her|their) (wife|wives|girlfriend|child|children|kids), husbands to beat,
      should (be|have been) (stoned|shot|hanged|lynched|gassed|exterminated|beheaded|executed|castrated),
      (deserve^|deserves) to (die|be shot|be raped|suffer|hang), ram a truck, attack the (infidels|amalekites|jews|muslims),
      plan to kill everybody, kill everybody you meet, punched (her|him|me|them) in the (face|head|stomach),
      stabbed (her|him|me|them) (repeatedly|to death|in), shot (him|her|them|me) (dead|in the (head|face|chest)),
      hit (her|him|me) in the (face|head), beaten to death, jailed for life for, convert or die, to leave convert or die,
      unarmed black men`,
    glorify: `
      glorify, glorifies, glorifying, romanticize+, romanticise+, incite+, encourage+, promote+, praise+, celebrate+, justify+,
      normalize+, justification for, glamorize+, glamorise+`,
    violentThing: `
      body shaming, unhealthy (dieting|habits|eating|diets|dieting habits), eating disorders, anorexia, drug (abuse|use),
      alcohol abuse, underage (drinking|smoking|sex), drunk driving, drinking and driving, binge drinking, reckless driving,
      dangerous (behavior|behaviour|driving|challenges|stunts), bullying, cyberbullying, vandalism, theft, racism, sexism,
      discrimination, nazism, fascism, hate, extremism, child labor, slavery, illegal (drugs|activities|acts|substances|behavior),
      self harming, suicide, drinking games for minors, smoking among, violence, violent (acts|act|rhetoric|extremism), gun violence,
      gang (violence|culture), sexual assault, rape, rape culture, domestic violence, violence against (women|minorities), hatred,
      terrorism, mass shooting^, genocide, murder, school shootings, self harm, crimes in real life, commit crimes, lynching,
      hate crime^, cannibalism, torture, animal cruelty, war crimes, child abuse, riot^, racial tensions`,
    asksAbout: `>how, >why, >what, >when, >where, >who, >which, how do, how can, ask, >is, >are`,
  },
  rules: [
    { rule: 'glorify-violence', find: 'glorify 4 violentThing', asked: true, score: 0.75, severity: 'high', unguarded: true },
    { rule: 'threat', find: 'threat', score: 0.75, severity: 'high', unless: ['fiction', 'contest'] },
    {
      rule: 'attack-talk',
      find: 'attackTalk',
      score: 0.5,
      severity: 'medium',
      unguarded: true,
      unless: ['contest', 'fiction', 'computing'],
    },
    { rule: 'sexual-violence', find: 'rapeWord', score: 0.5, severity: 'medium', unless: ['contest', 'fiction', 'clinical'] },
    {
      rule: 'graphic',
      tally: 'gore',
      least: 3,
      within: 25,
      score: 0.5,
      severity: 'medium',
      unguarded: true,
      unless: ['contest', 'fiction', 'clinical'],
    },
    {
      rule: 'brutal',
      tally: 'brutal',
      least: 2,
      within: 20,
      score: 0.5,
      severity: 'medium',
      unless: ['contest', 'fiction', 'clinical', 'household'],
    },
    {
      rule: 'violent-word',
      find: 'brutal',
      score: 0.3,
      severity: 'low',
      unless: ['contest', 'fiction', 'clinical', 'household', 'computing', 'asksAbout'],
    },
    {
      rule: 'violent-news',
      tally: 'gore',
      least: 2,
      within: 15,
      score: 0.3,
      severity: 'low',
      unguarded: true,
      unless: ['contest', 'fiction', 'clinical'],
    },
  ],
};
