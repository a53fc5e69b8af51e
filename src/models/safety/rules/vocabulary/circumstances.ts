import type { WordClasses } from '../harm-rule';

/** What is said around a word and takes the harm from it. */
export const CIRCUMSTANCES: WordClasses = {
  // Between a verb and its object these say that the object is another.
  breaker: `
      with, for, in, on, at, to, from, about, by, as, than, into, like, during, while, because, if, when, where, and, or, but, is,
      are, was, were, that, which, who, vs, versus, via, over, before, after, near, unless, so, not`,
  // Protection, study, law and help: they speak for what follows them.
  guard: `
      prevent+, prevention, preventing, avoid+ (being|getting|becoming) (hacked|scammed|phished|robbed|stolen|killed|hurt|infected|
       mugged|a victim|defrauded|tricked|fooled|spammed|doxxed|doxed),
      avoid+ (a|an|the|any|such|phishing|scams|fraud|malware|identity|violence|weapons|overdose|bullying|harassment),
      stop (people|someone|somebody|anyone|others|hackers|attackers|scammers|my|a|the|them|him|her|this|these|being), stopping, stop,
      protect+, protection (from|against), defend+ (against|), defense, defence, detect+,
      report+ (a|an|the|this|that|someone|my|him|her|suspected|abuse|to|), reporting, combat+,
      (fight+|fighting|fight back) (against|), counter+, countermeasure^, mitigate+, remediate+, block+, remove+, removal, spot,
      spotting, identify+, recognise+, recognize+, awareness, safeguard+, survive+, survivor^, recover+ (from|), victim^ (of|),
      cope with, coping with, treatment (for|of), deal+ with, dealing with, history of, definition of, define, meaning of, what does,
      what is meant by, mean by, difference between, penalty for, penalties for, punishment for, punished for, sentence for,
      sentenced (to|for|), law^ (on|about|against|regarding|for), legal consequences, consequences of, illegal in,
      is it (illegal|legal|wrong|bad|ok|safe), why (is|are|was|were) (it|) (illegal|wrong|bad|harmful|dangerous|banned),
      what happens (if|when|to), against (the|), ban+ on, anti, documentary (about|on), statistics (on|about|of),
      research (on|about|into), signs of, symptoms of, risk^ of, risks associated with, danger^ of, dangers posed by, effects of,
      impact of, causes of, warning^ (about|of), warn+ (about|against|of), beware of, alert+, hotline, helpline, vaccine^ against,
      insurance against, simulate+, simulation, mock, training (on|about|for|against), policy (on|against|for), policies (on|against),
      resist, refuse+, condemn+, denounce+, investigate+, investigation (of|into|), lawsuit^, allegation^ of, accused of,
      convicted of, charged with, arrested for, suspected of, sue+, should not, shouldn't, must not, never, don't, do not, does not,
      doesn't, can't, cannot, help (a friend|someone|people) (who|with), end+ (violence|discrimination|racism|hunger|poverty),
      verhindern, vermeiden, schützen, schutz vor, vorbeugen, erkennen, melden, éviter, prévenir, protéger, signaler, empêcher,
      evitar, prevenir, proteger, denunciar, evitare, prevenire, proteggere, voorkomen, beschermen, herkennen`,
  // Made-up worlds.
  fiction: `
      game^, video game^, gameplay, gaming, gamer^, minecraft, fortnite, call of duty, gta, gta 5, grand theft auto, skyrim, zelda,
      mario, mario kart, pokemon, pokémon, counter strike, cs go, valorant, league of legends, dota, overwatch, hitman (2|3|game),
      in hitman, playing hitman, assassin's creed, rainbow six siege, the sims, sims, roblox, among us, elden ring, dark souls,
      red dead redemption, cyberpunk, fallout 4, doom eternal, tekken, mortal kombat, street fighter, resident evil, the witcher,
      witcher, world of warcraft, starcraft, apex legends, pubg, clash of clans, far cry, god of war, the last of us,
      super smash bros, smash bros, rimworld, stardew valley, factorio, payday, tetris, chess, checkers, poker, blackjack, monopoly,
      scrabble, uno, catan, werewolf, d&d, dungeons and dragons, dnd, rpg, boss fight, final boss, npc^, speedrun, quest^, xbox,
      nintendo, player^, playing, (a|the|this|that|my|our|your|new|horror|action|war) (movie|film), in the movies, film scene, film i,
      film we, film you, tv show, tv series, netflix, episode^, novel^, short story, my story, screenplay, stage play, theater,
      theatre, character^, protagonist, villain^, antagonist, plot twist, scene^, comic^, manga, anime, fan fiction, fanfiction,
      fictional, fiction, thriller, crime story, detective story, mystery novel, sitcom, cartoon, harry potter, star wars, die hard,
      breaking bad, dexter, game of thrones, the simpsons, macbeth, hamlet, shakespeare, sherlock holmes, hogwarts, marvel, batman,
      joker, sopranos, squid game, hunger games, kill bill, john wick, god father, godfather, lord of the rings, zombie^, vampire^,
      dragon^, orc^, goblin^, creeper^, ender dragon, monster^, alien^, demon^, werewolves, bosses, minion^`,
  // Contests in which people are beaten and nobody is hurt.
  contest: `
      judo, karate, boxing, kickboxing, wrestling, jiu jitsu, bjj, mma, ufc, taekwondo, aikido, krav maga, fencing, sparring,
      self defense, self defence, opponent^, tournament^, match, matches, championship, tennis, ping pong, table tennis, football,
      soccer, basketball, baseball, hockey, golf, volleyball, badminton, bowling, trivia, quiz, debate^, competition^, contest^,
      league, playoffs, arm wrestling, dance battle, rap battle, laser tag, paintball, airsoft, dodgeball, snowball, pillow fight,
      water gun^, nerf, chess, market share, sales, kpi^, quarter`,
  // Programs are killed, executed and aborted every day.
  computing: `
      (a|python|child|parent|zombie|background|linux|windows|node|hung|stuck|running|unix|java|system|frozen|unresponsive|
       detached) process, process id, processes, subprocess^, thread^, daemon^, zombie process, pid, linux, unix, bash, shell, python,
      java, javascript, node, docker, container^, kubernetes, pod^, sql, query, queries, command^, task manager, windows, mac, macos,
      terminal, server^, api^, cron, cron job^, job^, script^, session^, fork, git, branch, branches, repository,
      database transaction, transaction^, excel, spreadsheet^, function^, code, compiler, c program, program^, app^, tab^, browser^,
      connection^, port, tcp, redis, postgres, mysql, regex, html, css, node js, instance^, vm^, cluster^, background task^`,
  // The kitchen, the garden, the farm.
  household: `
      recipe^, cook+, cooking, kitchen, meat, chicken, chickens, turkey, beef, pork, pig^, lamb, fish, shrimp^, prawn^, lobster^,
      crab^, steak, egg^, vegetable^, tomato, tomatoes, potato, potatoes, onion^, dough, garlic, coconut^, avocado^, weed^, lawn,
      garden, plant^, ant^, bee^, wasp^, fly, flies, mosquito, mosquitoes, cockroach, cockroaches, bedbug^, bed bug^, flea^, lice,
      mold, mould, mildew, germ^, bacteria, fungus, stain^, mice, rat^, rodent^, termite^, slug^, snail^, pest^, tree^, stump^, virus,
      viruses, cancer cells`,
  // Teaching, medicine and support.
  clinical: `
      medical, medicine, doctor^, patient^, clinic^, clinical, hospital^, symptom^, diagnosis, treatment^, therapy, cancer, surgery,
      anatomy, anatomical, biology, biological, health, gynaecologist, gynecologist, urologist, contraception, contraceptive,
      pregnancy, pregnant, menopause, infection, std, sti, hiv, screening, pap smear, dysfunction, education, educational, ivf,
      fertility, infertility, sperm count, hormone^, pelvic, nurse^, midwife, textbook, veterinary`,
};
