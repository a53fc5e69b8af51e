import type { WordClasses } from '../../harm-rule';

/** Bombs one bathes in, viral posts, secret weapons: things named after what is dangerous. What these phrases cover belongs to no other class. */
export const HARMLESS_THINGS: WordClasses = {
  harmless: `
    bath bomb^, seed bomb^, photo bomb+, cherry bomb^, cocoa bomb^, hot chocolate bomb^, sake bomb^, jager bomb^, glitter bomb^,
    sex bomb, bomb cyclone^, bomb shelter^, bomb squad^, bomb disposal, bomb detection, bomb sniffing, stink bomb^, love bomb+,
    love bombing, calorie bomb^, flavor bomb^, flavour bomb^, fat bomb^, logic bomb detection, email bomb protection, da bomb,
    atomic kitten, nuclear family, nuclear power plant^, gun metal, gun show, jump the gun, smoking gun, top gun, glue gun^,
    nail gun^, heat gun^, water gun^, nerf gun^, spray gun^, staple gun^, tattoo gun^, massage gun^, price gun^, big guns,
    guns n roses, guns and roses, shotgun wedding, shotgun approach, rifle through, bullet list^, bite the bullet,
    grenade launcher in, pineapple grenade, explode in popularity, exploding (kittens|head|offer|offers|topics), exploded view^,
    price explosion, explosive (growth|volume|offer|starts|power|jump|jumps|speed|diarrhea), taste explosion,
    explosion of (flavor|flavour|color|colour|taste), dynamite (deal|deals|cooking|roll|rolls|song|duo),
    tnt (sports|channel|minecraft|express), nitro (cold brew|coffee|circus|pdf|boost),
    poison (ivy|oak|control|pill|pills|dart|frogs|frog), poison control, food poisoning, lead poisoning, alcohol poisoning,
    carbon monoxide poisoning, cache poisoning prevention, toxic (positivity|masculinity|waste|workplace|relationship|relationships),
    viral (video|videos|campaign|marketing|post|load|infection|infections|content|loop|growth|tweet|reel|reels|trend), virus scan^,
    virus scanner^, anti virus, virus (infection|protection|outbreak|transmission|strain|variant|particles|load|removal|definitions),
    (corona|flu|zika|hepatitis|papilloma|common cold|influenza|noro|west nile|ebola|rsv|herpes|hiv|stomach|shingles) virus,
    computer virus definitions, trojan (horse story|war|horse of troy|condoms), worm farm^, ring worm, gummy worm^,
    phishing (awareness|simulation|simulations|training|test|tests|report|reports|filter|filters|protection|detection|prevention),
    malware (analysis|protection|detection|scan|scanner|removal|analyst|sandbox|prevention), anti malware,
    ransomware (attack response|protection|detection|recovery|insurance|prevention|playbook|policy|readiness|resilience),
    spam (folder|filter|filters|score|complaint|complaints|rate|rates|trap|traps|box|test|check|checker|musubi|law|laws|report|
    reports|words|trigger|triggers|policy), anti spam, can spam (act|compliance|), growth hack^, growth hacker^, growth hacking,
    life hack^, kitchen hack^, hack^ for, (travel|productivity|beauty|cleaning|parenting|cooking|storage|budget|money saving|study|
    email|marketing|seo|ikea|space saving|mindset|sleep|fitness|simple|easy|clever|genius|quick) hack^, hacker news,
    hacker (rank|one), ethical (hacking|hacker|hackers), white hat hacker^, brute force (algorithm|solution|approach|search),
    exploit (the|this|our|a) (opportunity|opportunities|potential|market|gap|data|strengths|advantage), backdoor roth,
    insulin injection^, drop (tables at|shipping|ship|off|down|box), trojan condoms, worm gear^, key logger detection,
    trigger (a|an|the|the email|emails|campaign|happy|warning|word|words|point|points|finger), weaponize+ (data|content),
    secret weapon^, weapon of choice, chef's weapon, arms race, arms length, coat of arms, call to arms, arm (chair|band|rest),
    munition museum, war on (prices|drugs|waste|plastic|talent), cold war, ambush marketing, crush+ (it|your goals|your workout|
    the competition|candy|garlic|ice|grapes|pepper|berries|tomatoes|nuts|cookies|crackers|velvet|seeds|biscuits), candy crush,
    crushed (velvet|tomatoes|ice|pepper|pineapple|stone|gravel), crush (on|test|injury|washer|depth),
    destroy (stains|odors|bacteria|germs|the competition|the object|the session|the old|all copies|cookie|data|records|documents),
    smash (burger|burgers|cake|that|goals|records|expectations|patties|avocado|cucumber|potatoes|cucumbers|and grab sale),
    smash+ (the|my|our|your) (like|record|records|goals|targets|expectations|patriarchy), dominate the market, crippling debt,
    cripple creek, lynch (pin|pins|burg|david|peter|merrill), david lynch, merrill lynch, peter lynch, jane lynch,
    hunt (a job|for|down (a|the|that|some) (good|best|bargain|bargains|deal|deals|bug|bugs|job)), house hunting, job hunt,
    job hunting, egg hunt^, easter egg hunt^, scavenger hunt^, treasure hunt^, bargain hunt+, head hunt+, witch hunt,
    hostage (negotiator|negotiation|negotiations|negotiators), kidnapping insurance, ransom note effect, ransom theory, robbing peter,
    rob roy, rob (zombie|lowe|schneider|thomas|reiner|thomson), burglary alarm, burglar alarm^, burglar bars,
    loot (box|boxes|crate|drop|drops|table), scam (likely|alert|alerts|warning|warnings|protection|baiting|watch), fraud (detection|
    prevention|protection|alert|alerts|department|team|analyst|score|analytics|screening|check|checks|hotline|rules|monitoring|model),
    counterfeit (detection|detector|pen|protection|money detector|detectors), fake (tan|fur|leather|grass|plants|plant|it till|
    it until|flowers|lashes|eyelashes|nails|snow|smile|christmas tree|blood|mustache|orgasm scene|data|server|timers|objects|
    rest api), launder+ (clothes|the|your|my|shirts|sheets|towels), bribe the kids with,
    forge (a path|ahead|partnerships|relationships|a partnership|a new|an alliance|stronger|connections|bonds|your own),
    forge+ (partnerships|stronger), blackmail plot twist, smuggled in my suitcase of love,
    traffic (light|lights|jam|jams|source|sources|data|report|controller|spike|ticket|cone|cones|cop|court),
    (web|website|organic|paid|search|network|foot|store|referral|site|email|air|road|rush hour) traffic, web trafficking,
    drive traffic, traffic to, pirate (ship|ships|bay blues|costume|party|bookstore|booty|day|metrics|'s|shirt), pirates of,
    pirates (of|baseball|game|fan|vs), pittsburgh pirates, crook necked, hustle culture,
    lottery (ticket scheduling|scheduling|system|numbers history), crack of dawn,
    crack (a|an|the|some) (joke|smile|egg|eggs|code|nut|case|window|book|whip|egg shell|walnut|coconut|top 10),
    cracked (pepper|black pepper|eggs|screen|heels|lips|wheat|egg|eggs), crack up, wise crack,
    crack the (interview|exam|market|coding interview|top), crack in (my|the|a), cracks in, hash house, potted plant^,
    pot of (gold|tea|coffee|soup|water), coffee pot, coke zero, diet coke, can of coke, cans of coke, bottle of coke, coke bottle^,
    rum and coke, coke float, cherry coke, ecstasy of gold, in ecstasy, crystal clear, drug store^, drug interaction^, drug test^,
    drug trial^, drug discovery, drug allergy, drug allergies, prescription drug coverage, drug label^, drug coverage,
    drug development`,
};
