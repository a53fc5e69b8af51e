import type { HarmRules } from '../harm-rule';

/** Fake news, hoaxes and smears, made for the public. */
export const DECEPTION: HarmRules = {
  category: 'illicit',
  words: {
    untrue: `
      fake (apology|apologies|statement|quote|press release|interview|tweet|announcement|testimonial|screenshot|obituary|study|
       studies|research|survey|letter)^, fake news, fake news (article|story|stories|site)^, disinformation, misinformation,
      false information, false rumor^, false rumour^, propaganda, fabricated (news|evidence|story), conspiracy theory,
      conspiracy theories, hoax, hoaxes, fake scientific, defamatory (article|post|story|statement)^, defamation, deepfake^,
      deep fake^, misleading video^, false propaganda, lies about, fake evidence, fake video^, fake article^, fake story,
      fake stories, false accusation^, false claims, anti vaccine, rumor that a, rumour that a, rumor that, election misinformation,
      deliberately false, slander`,
    spreadVerb: `
      create+, spread+, write+, generate+, make+, publish+, distribute+, post+, produce+, share, sharing, develop+, promote+, design+,
      fabricate+, invent+, circulate+, compose+, craft+, start, help me, help you, making`,
    hoaxClaim: `
      is (really|secretly|actually) a (man|woman|lizard|clone|robot|terrorist|criminal), election was stolen, rigged election,
      discourages wearing, discourages (wearing|getting|vaccination|voting|people from voting),
      discouraging (vaccination|vaccines|voting), sensationalized headlines, (a|an elaborate|) hoax, never happened,
      (was|were|is) (faked|staged|a hoax|an inside job|a lie|invented), inside job, false flag (operation|attack)^, downplay+,
      downplays, deny+ the holocaust, denies the, holocaust denial, politically motivated hoax, has deadly side effects,
      (was|were|is) addicted to (heroin|cocaine|drugs), laughing and making racist, microchips in vaccines,
      vaccines (cause|contain) (autism|microchips), 5g (causes|spreads), earth is flat, crisis actors, new recording has been found,
      ignore environmental concerns, misleads the public, mislead+ the public, mislead+ (voters|people|customers|consumers|investors),
      manipulate+ (voters|people|customer ratings|an election|elections|the public|public opinion|customer|its sales|the stock|
       stock prices|someone|users), manipulates customer, psychologically manipulate, brainwash+, spark+ panic, cause panic,
      causes panic, causing panic, cause panic or confusion, causing chaos, cause chaos, cause ecological damage, racial tensions,
      poses as (a trusted|a minor|a government|an official),
      ruin (their|his|her|someone's|a company's|my|the) (reputation|life|career), damage (their|his|her|a company's|its) reputation,
      sabotage+ (a|an|the|my|their) (company's|competitor's|competitor|company|rival|business|coworker)^,
      sabotag(e|ing) (a|the|my) (competitor|company|coworker), sabotaging a competitor, risky financial decisions,
      (deceive|deceives|deceiving|mislead|misleading) (investors|customers|consumers|users|voters|people)`,
  },
  rules: [
    { rule: 'spread-untruth', find: 'spreadVerb 6 untrue', asked: true, score: 0.7, severity: 'medium' },
    { rule: 'claim-untruth', find: 'piece 20 hoaxClaim', asked: true, score: 0.65, severity: 'medium', unguarded: true },
    { rule: 'manipulate', find: 'ask 12 hoaxClaim', score: 0.6, severity: 'medium' },
  ],
};
