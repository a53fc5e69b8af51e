import type { WordClasses } from '../../harm-rule';

/** Lights are killed, photographs shot, hearts stolen and balloons blown up. What these phrases cover belongs to no other class. */
export const HARMLESS_DEEDS: WordClasses = {
  harmless: `
    without (harming|hurting|damaging|killing|offending|insulting|poisoning|stealing|cheating|lying|spamming),
    crime (statistics|rate|rates|scene|data|fiction|novel|novels|podcast|podcasts|map|maps|series|thriller),
    malware (infection|infections), crack chicken, bombe (de bain|glacée), bombes de bain, wie eine bombe, penetration test^,
    penetration tester^, market penetration, naked url^, kill+ (the|some|a few|your|my|our|their|any) (lights|light|engine|mood|vibe|
    buzz|time|noise|power|motor|ignition|switch|deal|bill|story|rumor|music|sound|weeds|pain|calories|momentum|motivation|conversion|
    conversions|conversation|presentation|competition|game|workout|interview|ad|ads|campaign|feature|project|idea|darlings|joy|
    spirit), kill+ (time|it|switch^|two birds|bacteria|germs|weeds|bugs|ants|mosquitoes|fleas|lice|mold|mould|viruses|cancer cells|
    tumor cells|conversions|engagement|zombies), killer (deal|deals|app|apps|feature|features|headline|headlines|whale|whales|offer|
    offers|subject line|subject lines|instinct|heels|workout|content|copy|look|looks|combo|line|lines|bargain|sale|savings|abs|
    playlist|resume|recipe|presentation|pitch|idea|tips|robots|mike|bees|queen|sudoku), killer's, lady killer, weed killer,
    pain killer^, dressed to kill, if looks could kill, dying to (see|know|meet|try|hear|get|go|tell|read|share|visit), to die for,
    die cut, kill bill, over my dead body, time to kill, license to kill, view to a kill, curiosity killed, shoot+ (a|an|some|the|
    your|my|great|good|better|product|music|a good|a great|a short|a quick|a music|a product) (photo|photos|picture|pictures|selfie|
    selfies|video|videos|film|movie|commercial|scene|portrait|portraits|message|email|note|text|line|mail|reel|reels|vlog|headshot|
    headshots|wedding|documentary|campaign|lookbook|footage|basketball|hoops|puck|ball|arrow|pool|breeze|moon|trailer|content|
    interview),
    shoot+ (us|me|them|him|her|you|over) (a|an|your|the|any|over) (email|message|note|text|line|question|questions|quick|mail|dm),
    shoot+ (an email|for the|hoops|pool|footage|in raw|video|photos|portraits|free throws|penalties|wide open|better|down a pod),
    shooting star^, photo shoot^, video shoot^, shooting (schedule|location|guard|range|day|script|brake), bamboo shoot^,
    shoot (bamboo|up leads), shot of (espresso|tequila|vodka|whiskey|ginger), flu shot^, screen shot^, long shot, mug shot^,
    slap shot^, jump shot^, penalty shot^, shot list^, group shot^, blow+ up (a|an|the|some|my|your|this|that|our) (balloon|balloons|
    air mattress|mattress|photo|photos|picture|pictures|image|images|pool|float|raft|beach ball|tire|tyre|doll|inflatable),
    blow+ (your|my|our|their|someone's|everyone's|people's) mind, mind blowing, blow+ (my|your) nose, blow dry, blow out sale,
    blowout (sale|deals|prices), blow out (the|your|my) candles, blow the whistle, blow off steam, blow your (competition|budget),
    bubble blowing, glass blowing, low blow, blow away the competition, steal+ (the|a|her|his|my|your|their|someone's|somebody's|
    somebody 's|someone 's|everyone's|people's|hearts|our) (deal|deals|heart|hearts|show|spotlight|scene|look|style|thunder|kiss|
    glance|base|bases|moment|limelight|march|peek|nap|crush 's heart|crush's heart|attention|ball), it's a steal, what a steal,
    such a steal, a steal at, steals and deals, steal of the, steals of the, stolen (base|bases|moment|kiss),
    steal this (look|recipe|strategy|template), at a steal, break (a leg|bread|the ice|the bank|the mold|the mould|the news|even|down|
    dance|records|a record|a sweat|a habit|the cycle|through),
    break (into|) (a|the|) (smile|song|dance|applause|laughter|industry|field|market|tech|new markets|new market|career|run),
    break up with, tax break^, lunch break^, break into (song|tech|acting|modeling|journalism|ux|product management|the industry|
    the market|new markets|marketing|publishing|applause|laughter|consulting|a new market|smaller pieces|chunks|pieces), email blast^,
    e mail blast^, target market^, execute+ (a|the|an|this|that|our|your|my) (command|script|query|plan|strategy|function|program|
    campaign|contract|order|trade|will|task|test|tests|program|process|statement|file|code|workflow|document|agreement),
    execution (plan|time|context|environment|role|error), attack surface^, attack vector^, attack plan for, heart attack^,
    panic attack^, asthma attack^, attack (the|a|this|that) (problem|problems|task|project|day|challenge|ball|basket|market|rim|hill),
    angle of attack, attack on titan, shark attack^, hit list of (songs|hits|tunes), hit list, hit (the|a|your|our|my) (ground|road|
    gym|books|nail|jackpot|target|targets|goal|goals|deadline|snooze|numbers|send|button|save|like|subscribe|reply|slopes|beach|trail|
    trails|sack|hay|mark|wall|limit|brakes|inbox|inboxes|shelves|sweet spot|home run), hit me up, greatest hits, smash hit^,
    hit single, hitman 3, cut (costs|cost|the cake|corners|prices|the price|calories|carbs|and paste|through|grass|fabric|paper|glass|
    ties|the cord|the ribbon), paper cut^, cut offs, price cut^, pay cut^, cut throat competition, cutting (board|edge|boards|machine)`,
};
