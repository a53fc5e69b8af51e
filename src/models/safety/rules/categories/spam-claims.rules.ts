import type { HarmRules } from '../harm-rule';

/**
 * Claims that get e-mail marketing into trouble with filters and with the law: what nobody can promise about money, health or
 * luck. One is worth a look, two in a text are flagged; honest urgency ("20 % off until Friday") is no claim.
 */
export const SPAM_CLAIMS: HarmRules = {
  category: 'spam_claims',
  words: {
    claim: `
      guaranteed (income|profit^|return^|winner|results or|approval|earnings|wealth|weight loss|cure|to (win|make you rich|double|
       cure)), make money (fast|online fast|overnight|while you sleep|from home|now|easily), easy money, fast cash, quick cash,
      extra cash, free (money|cash|bitcoin|iphone|ipad|gift card|macbook|vacation|cruise),
      (get|become) rich (quick|fast|overnight|now), get rich quick, become a millionaire, financial freedom (now|today|in days),
      passive income guaranteed, be your own boss and earn, work from home and earn, work from home,
      double your (money|bitcoin|btc|investment|crypto|income|eth|deposit|savings), triple your (money|bitcoin|investment|income),
      send (us |me |)(btc|bitcoin|eth|crypto), 100x (gain|gains|return|returns|coin),
      risk free (profit|profits|investment|returns|income|money|trading), (no|zero|without|without any) risk, absolutely no risk,
      100 % (free money|guaranteed|risk free), 100 percent guaranteed, guaranteed 100, no (investment|experience) (required|needed),
      no catch, not a scam, this is not spam, once in a lifetime (opportunity|chance|offer),
      act (now|immediately) before (it is|it's|they|your), act immediately, act now, urgent response, urgent reply,
      respond immediately, your account (will be|has been|is) (suspended|closed|terminated|locked|limited|deactivated),
      verify your (account|identity|bank details|password) (now|immediately|within), final (notice|warning),
      miracle (cure|pill|drug|diet|weight loss|formula|supplement|cream|treatment|remedy|drop)^, (cures|reverses|heals|
       eliminates) (cancer|diabetes|arthritis|alzheimer's|autism|hiv|aids|depression|all diseases|any disease|herpes|covid|baldness|
       dementia|tinnitus), doctors hate (this|him|her|it),
      (secret|trick|formula) (doctors|banks|big pharma|they|the government) (don't|do not|doesn't) want you to know,
      big pharma (hates|hides|doesn't), they don't want you to know,
      lose weight (fast|overnight|without (exercise|diet|dieting|effort)|while you sleep|instantly), melt (away |)(belly |)fat,
      melts (belly |)fat, burn fat while you sleep, weight loss miracle, clinically proven to (cure|reverse|melt), no side effects,
      anti aging miracle, look 20 years younger, grow (back |)hair (overnight|in days), enlarge (your|penis), penis enlargement,
      male enhancement, viagra, cialis, levitra, xanax, cheap (meds|pills|viagra|medications|prescription), online pharmacy,
      canadian pharmacy, pharmacy online, no prescription (needed|required|necessary), without (a |)prescription,
      order (pills|meds) online, you (have|'ve) (won|been selected|been chosen|been pre approved),
      you are (a winner|the winner|our lucky winner|our winner|the lucky winner), you're (a winner|the winner|our lucky winner),
      lucky winner, congratulations you (won|have won|'ve won),
      claim your (prize|reward|winnings|inheritance|free gift|refund|money|cash|bitcoin), lottery (winner|winnings|prize|jackpot),
      (won|win) the lottery, cash prize^, million (dollars|usd|pounds|euros) (in|from|to|into),
      transfer (of |)(the |)(sum|fund|funds|usd|million), next of kin, inheritance (fund|funds|of|claim), prince of nigeria,
      nigerian prince, (barrister|dr|prince) (from|of) nigeria, late (husband|client|father) (who |)(died and |)left, deceased client,
      unclaimed (fund^|inheritance|money|package), confidential (business|transaction|proposal), strictly confidential business,
      foreign (partner|beneficiary), bank account (number |details |)to (receive|transfer), western union, moneygram,
      wire (the |)(fee|money|funds) (to|today|now|immediately), processing fee, pre approved (loan|credit card|for),
      instant (loan|approval|cash), eliminate (your |all |)debt (now|overnight|instantly), erase (your )(bad credit|debt),
      no credit check, bad credit (ok|no problem|accepted), consolidate (your )debt, stop paying (your )(debt|mortgage|taxes),
      crypto (giveaway|doubling|doubler), bitcoin (giveaway|doubler|doubling|profit|millionaire), elon musk giveaway,
      insider (tip|stock tip), hot stock (tip|pick)^, stock (is |)about to explode, penny stock (alert|pick|that)^, guaranteed return,
      secret (system|method|loophole|formula), hot (singles|girls|women) (in|near|waiting), singles (in your area|near you),
      meet (hot|sexy|local) (singles|girls|women|milfs), click here to claim, click below to claim,
      replica (watches|rolex|handbags|bags), rolex replica, cheap rolex, garantierter gewinn, garantiertes einkommen, schnell reich,
      wunderheilmittel, sie haben gewonnen, gewinn garantiert, ohne risiko, revenu garanti, gain garanti, sans risque,
      vous avez gagné, remède miracle, argent facile, ingresos garantizados, dinero fácil, cura milagrosa, sin riesgo, ha ganado,
      has ganado la lotería, guadagno garantito, soldi facili, senza rischi, cura miracolosa, hai vinto, renda garantida,
      dinheiro fácil, sem risco, você ganhou, gegarandeerd inkomen, snel rijk, wondermiddel, zonder risico, u heeft gewonnen`,
    loseVerb: `lose, drop, shed, burn, melt`,
    kilos: `kg, kilo, kilos, kilograms, pounds, lbs, pounds of fat, inches`,
    soon: `
      in (a|one|two|three|just|only|2|3|5|7|10|14) (week|weeks|day|days|night|single), overnight, every (day|week), per (day|week),
      while you sleep`,
    earnVerb: `earn, make, pocket`,
    sum: `500, 1000, 2000, 3000, 5000, 10000, 1, 2, 5, 10, thousands, hundreds, dollars, usd, euros`,
    often: `
      (a|per|every) (day|week|hour|month) (from home|online|working|guaranteed|on autopilot), daily from home, overnight,
      weekly from home, while you sleep, on autopilot`,
    grave: `
      guaranteed (income|profit^|return^|earnings|winnings), miracle (cure|pill|weight loss|diet)^,
      (cure^|cures) (cancer|diabetes|alzheimer's|autism|hiv|aids|arthritis|covid), get rich quick, nigerian prince, prince of nigeria,
      double your (bitcoin|btc|crypto|eth|money|investment), crypto (doubling|doubler), bitcoin (doubler|doubling),
      you('ve| have) won (the |a |)(lottery|cash|million|prize|iphone|jackpot), penis enlargement, viagra (without|no|cheap|online),
      cheap viagra, melts belly fat, doctors hate (this|him|her), replica rolex, hot singles in your area, wundermittel,
      wunderheilmittel, garantierter gewinn, remède miracle, revenu garanti, cura milagrosa, ingresos garantizados, cura miracolosa,
      guadagno garantito, renda garantida, gegarandeerd inkomen`,
  },
  rules: [
    { rule: 'claim', find: 'claim', score: 0.3, severity: 'low' },
    { rule: 'grave-claim', find: 'grave', score: 0.5, severity: 'low' },
    { rule: 'weight-gone', find: 'loseVerb 4 kilos 1 soon', score: 0.5, severity: 'low' },
    { rule: 'easy-money', find: 'earnVerb 3 sum 3 often', score: 0.5, severity: 'low' },
    { rule: 'two-claims', tally: 'claim', least: 2, within: 120, score: 0.55, severity: 'low' },
    { rule: 'many-claims', tally: 'claim', least: 3, within: 250, score: 0.7, severity: 'medium' },
  ],
};
