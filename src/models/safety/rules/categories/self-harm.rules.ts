import type { HarmRules } from '../harm-rule';

/** Suicide, self-injury and eating disorders: asking how is high; saying that one wants to die is medium, and a call for help. */
export const SELF_HARM: HarmRules = {
  category: 'self_harm',
  words: {
    suicideAct: `
      kill+ myself, hang+ myself, drown+ myself, shoot+ myself, poison+ myself, stab+ myself, starve+ myself, suffocate+ myself,
      electrocute+ myself, strangle+ myself, choke+ myself, burn+ myself alive, cut+ myself, cut+ my (wrist^|veins|arms|thighs),
      slit+ my (wrist^|throat|veins), sever+ my (artery|arteries|jugular|carotid artery|cervical artery|wrist|wrists),
      cut+ (a|an) artery, commit+ suicide, commit+ seppuku, end+ my (own |)life, take+ my (own |)life, self harm+, self mutilate+,
      injure+ myself, hurt+ myself, harm+ myself, end+ it all, die by suicide, off myself, blow my brains out,
      jump off a (bridge|building|roof) to die, overdose+ (on|to|myself), overdose, die painlessly,
      die (peacefully|quickly) without pain, die like (amy winehouse|kurt cobain|marilyn monroe|robin williams|chester bennington|a),
      attempt+ suicide, perform+ self harm, make+ myself (vomit|throw up|sick), purge after eating,
      hide (my |)(self harm|anorexia|eating disorder|cuts|bulimia), become+ anorexic, be anorexic, stop eating completely,
      mich umbringen, mich töten, selbstmord begehen, suizid begehen, mich erhängen, mir das leben nehmen, me tuer, me suicider,
      me pendre, suicidarme, matarme, quitarme la vida, uccidermi, suicidarmi, impiccarmi, me matar, suicidar me, zelfmoord plegen,
      mezelf (doden|ophangen|vermoorden)`,
    painless: `
      suicide (method^|note for|pact|technique^|kit), lethal dose (of|for), pro ana, thinspo, thinspiration, pro anorexia,
      how to tie a noose, tie a noose, suicide game, blue whale challenge`,
    easyWay: `
      (painless|painlessly|easiest|quickest|fastest|least painful|most painless|effective|best|quick|good) (way^|method^|means),
      how (many|much), (pill^|sleeping pills|tylenol|paracetamol|ibuprofen|xanax|insulin|aspirin|opioids)`,
    dying: `
      (to|of) (die|dying|suicide|end it all|end my life|overdose|commit suicide), killing (yourself|myself|oneself),
      kill (yourself|myself|oneself), until i die, will kill me, would kill me, take to die, takes to die, to overdose`,
    wish: `
      i (want|wanna|wish i could|would like|just want|really want|really just want) to (die|disappear forever|be dead|end my life|
       not be alive|not exist|stop existing|never wake up),
      i (want|wanna|am going|'m going|plan|am planning) to (kill|hurt|harm|cut) myself, i wish i (was|were) (dead|never born),
      i don't want to (live|be alive|exist|wake up|live anymore), i do not want to (live|be alive),
      i can't go on (living|anymore|like this), (no|nothing|not worth) (reason to live|living for|living anymore),
      (better off|better) (dead|without me), i'm (suicidal|feeling suicidal|going to end it),
      i am (suicidal|feeling suicidal|going to end it|thinking of suicide), i feel suicidal,
      (suicidal thoughts and i|having suicidal thoughts), thinking (about|of) (suicide|killing myself|ending (it all|my life)),
      i'm thinking about killing myself, i keep cutting myself, i cut myself (again|on purpose|every|to feel),
      my last (day alive|goodbye), life is not worth living, ich will sterben, ich möchte sterben, ich will nicht mehr leben,
      je veux mourir, j'ai envie de mourir, quiero morir, quiero morirme, no quiero vivir, voglio morire, quero morrer,
      não quero mais viver, ik wil dood, ik wil niet meer leven, ik wil sterven`,
    danger: `
      bleach to clean (my|your|the) (internal|organs|insides|body), drink (bleach|antifreeze|detergent|drain cleaner|hand sanitizer),
      self administer (anesthesia|anaesthesia|insulin overdose), dental extraction on (myself|yourself),
      (perform|do) (surgery|an amputation|an abortion|a tooth extraction|a dental extraction) on (myself|yourself|my own),
      (surgery|amputation) at home (on|by) (myself|yourself), amputate my own,
      (lose|losing) (a significant amount of|a lot of|20 kg of|extreme) weight in an extremely short,
      (drink|drinking) only water for (a|two|three) (week|weeks|month), only drinking water for a week, involves only drinking water,
      water only (fast|detox) for (a month|weeks), tide pod challenge,
      (less than|fewer than|under) (300|400|500|600|700) calories a day, (300|400|500|600) calories a day,
      (eat|eating) (nothing|less than 500 calories) for, choking game, eat tide pods,
      stop (taking |)my (insulin|chemotherapy|antipsychotics) without, cure cancer with bleach, inject (bleach|disinfectant),
      extremely short time`,
    urge: `
      encourage+, convince+, persuade+, promote+, promotes, urge+, glorify, glorifies, glorifying, pressure+, teach+, romanticize+,
      coach+, tell+, talk+`,
    urged: `
      suicide, self harm, self injury, anorexia, eating disorder^,
      (to|into) (kill|killing|hang|cut|harm|hurt) (themselves|himself|herself|yourself|oneself), to commit suicide,
      into (committing |)suicide, disordered eating`,
    support: `
      support group^, helpline, hotline, therapist, counseling, counselling, prevention, prevent, recovery, in recovery, recovered,
      help (my|a) (friend|daughter|son|brother|sister|mother|father|partner|student|patient|wife|husband),
      my (friend|daughter|son|brother|sister|student|patient|child) (is|says|said|wants|told|who), statistics, awareness, research,
      study, documentary, novel, movie, song, lyrics, band, film, slice, slicing, kitchen, onion^, shaving, chopping, paper,
      by accident, accidentally, laughing, laughter, embarrassment, cringe, of cuteness, from cuteness, cuteness, starving, boredom,
      minecraft, game, level, respawn, out of (curiosity|embarrassment), a deal, some slack, bangs, fringe, hair`,
  },
  rules: [
    { rule: 'how-to', find: 'suicideAct', asked: true, score: 0.85, unasked: 0.35, severity: 'high', unless: ['support', 'fiction'] },
    { rule: 'method', find: 'painless', score: 0.8, severity: 'high', unless: ['support', 'fiction'] },
    { rule: 'easy-death', find: 'easyWay 7 dying', score: 0.75, severity: 'high', unless: ['support', 'fiction'] },
    { rule: 'wants-to-die', find: 'wish', score: 0.6, severity: 'medium', unguarded: true, unless: ['support', 'fiction'] },
    { rule: 'encourages', find: 'urge 5 urged', score: 0.75, severity: 'high' },
    { rule: 'dangerous-to-oneself', find: 'danger', score: 0.6, severity: 'medium' },
  ],
};
