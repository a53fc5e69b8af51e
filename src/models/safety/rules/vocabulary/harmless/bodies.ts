import type { WordClasses } from '../../harm-rule';

/** Death, blood and bodies in names, idioms, medicine and shops. What these phrases cover belongs to no other class. */
export const HARMLESS_BODIES: WordClasses = {
  harmless: `
    kill (one's|one|your|my) (darlings|competition), butcher (shop|block|paper|paper rolls|'s), murder mystery, murder mysteries,
    murder of crows, murder on the, murder she wrote, murder hornet^, only murders in the building, bloody mary, blood (orange|test|
    tests|pressure|sugar|type|donation|drive|work|bank|oranges|moon|vessel|vessels|diamond|cell|cells|thinner|thinners|glucose|sample|
    samples|line), cold blooded, blood sweat and tears, bleeding (heart|money|cash),
    death (star|valley|metal|benefit|benefits|certificate|note|stranding|taxes|of a salesman|row records), dead (line|lines|sea|end|
    lift|lifts|weight|link|links|letter|letters|pixel|pixels|simple|battery|code|zone|zones|heat|bolt|bolts|skin), drop dead gorgeous,
    grateful dead, evil dead, walking dead, red dead redemption, suicide squad,
    suicide (prevention|hotline|awareness|watch|rate|rates|statistics|loss|lifeline|squad|squeeze|doors|survivor|survivors),
    hang (in there|out|up|on|tight|a picture|the picture|a painting|the laundry|curtains|a mirror|pictures|wallpaper|a door|drywall|
    ten), hanging (garden|gardens|basket|baskets|plants|lamp|lamps), hang glider^,
    drown (out|my sorrows|in (work|email|emails|paperwork|debt|data|laundry|tasks)),
    drowning in (work|email|emails|paperwork|debt|data|laundry|tasks), choke (up|point|points|chain|valve|the carburetor),
    strangle hold, stab at, take a stab, stabbing pain^, back stabbing, slay (the|the day|your|queen|it), slaughter the competition,
    whip (up|cream|egg|eggs|the|into), whipped cream, whipping cream, beat (eggs|the eggs|egg whites|the clock|the heat|
    the competition|the market|the crowds|the rush|the system|the odds|the drum|the queue|the traffic|the price|the average|
    the dealer|the boss|the game|the winter blues|the blues|around the bush|the butter), beats per minute, dr dre beats, up beat,
    punch (above|list|lists|line|card|cards|bowl|a hole|holes), hole punch^, fruit punch, rum punch,
    kick (off|start|back|drum|boxing), kick+ the (habit|bucket|ball), kick ass (deal|deals|copy|content|campaign), kick+ some ass,
    bad ass, smart ass, jackass (movie|forever), pain in the ass, ass et, slap (bracelet|bracelets|on),
    burn (calories|fat|rate|a cd|a dvd|the midnight oil|down chart|down charts|out|notice), burn down chart^, fire (sale|sales|pit|
    pits|place|places|drill|drills|extinguisher|extinguishers|works|alarm test|wall|walls|fighter|fighters|base|fox|tv|stick|up|truck|
    trucks|department|insurance|safety|code|door|doors|retardant|proof|resistant),
    fire (a|an) (event|request|trigger|employee|webhook|pixel), breast (cancer|milk|feeding|pump|pumps|exam|exams|screening|stroke|
    implant|implants|health|augmentation|reduction|pocket|surgeon), sex (of the|of my|of your|: f|: m|ratio|ratios|and the city|
    chromosome|chromosomes|education|ed|hormone|hormones|at birth|assigned|determination|discrimination|offender registry|linked|
    differences|cells|trafficking (victims|awareness)), same sex, opposite sex, either sex, biological sex, sex age, sex m, sex f,
    sex male, sex female, age and sex, sex education, sexist, adult (shoes|size|sizes|education|learners|learner|ticket|tickets|
    t shirt|tee|coloring|colouring|swim|diapers|cat|dog|supervision|population|beverages|beginners|learning|admission|menu|helmet|
    bike), teen (fashion|fiction|titans|wolf|vogue|choice|drama|room|driver|drivers|book|books|sizes|volunteers|acne|center|
    mental health|jobs|job), kids (sale|sizes|menu|clothing|clothes|wear|collection|toys|room|eat free|shoes|bikes|shirts|bedroom),
    nude (color|colour|lipstick|lipsticks|heels|shade|shades|tone|tones|pumps|palette|bra|beach|painting|paintings|sculpture|
    sculptures|nail|nails|pantyhose|eyeshadow|lip|figure drawing), nude by,
    naked (juice|eye|truth|cake|cakes|mole|short|option|options|wines|and afraid|gun|ape|dsl|domain),
    strip (mall|steak|club sandwich|tags|lights|light|mining|html|whitespace), striptease tuesday, horny toad^, horny goat weed,
    pussy (willow|willows|cat|cats|riot|cat dolls|foot), cock (a doodle|pit|tail|tails|roach|er|pheasant|ale),
    dick (van|cheney|clark|tracy|'s sporting|grayson|wolf|whittington|and jane|smothers|butkus|turpin|francis), moby dick,
    philip k dick, great tits, blue tits, tits and finches, booby (trap movie|prize), cum laude, magna cum laude, summa cum laude,
    hoe (cake|cakes|down|the garden), garden hoe^, dyke (road|van), van dyke, dam, damn good, damn yankees,
    hell of a (deal|price|offer|good), hell's kitchen, crap game, ass backwards,
    queer (eye|theory|studies|community|culture|cinema|history|literature|liberation|pride), spic and span, chink in the armor,
    chink in the armour, faggots and peas, cotton picking machine, slave (lake|cylinder|device|narrative|narratives|trade|node)^,
    whore of babylon, slut walk, bitch (slap movie|dog), resting bitch face, son of a gun, bastard (sword|title|file),
    bugger off mate, blow job application, money shot burger`,
};
