/** Past forms (past, participle) of the irregular verbs the rules use. */
const IRREGULAR: Readonly<Record<string, string>> = {
  beat: 'beat beaten',
  become: 'became',
  blow: 'blew blown',
  break: 'broke broken',
  build: 'built',
  burn: 'burned burnt',
  buy: 'bought',
  cut: 'cut',
  do: 'did done',
  drive: 'drove driven',
  feed: 'fed',
  fight: 'fought',
  find: 'found',
  forge: 'forged',
  get: 'got gotten',
  give: 'gave given',
  grow: 'grew grown',
  hang: 'hung hanged',
  hide: 'hid hidden',
  hit: 'hit',
  hurt: 'hurt',
  lose: 'lost',
  make: 'made',
  put: 'put',
  rip: 'ripped',
  run: 'ran',
  sell: 'sold',
  set: 'set',
  shoot: 'shot',
  sneak: 'sneaked snuck',
  spread: 'spread',
  steal: 'stole stolen',
  swear: 'swore sworn',
  take: 'took taken',
  teach: 'taught',
  write: 'wrote written',
};
/** Verbs of several syllables that double their last letter. */
const DOUBLING = /^(?:commit|transmit|kidnap|worship|backstab)$/;
const ONE_SYLLABLE = /^[^aeiou]{0,4}[aeiou][bdgklmnprtz]$/;

/** All forms of an English verb, as precisely as a word list needs: kill, kills, killed, killing. */
export function verbForms(verb: string): string[] {
  const doubled = DOUBLING.test(verb) || ONE_SYLLABLE.test(verb) ? verb + verb.slice(-1) : verb;
  const stem = doubled.replace(/c$/, 'ck').replace(/(?<=[^aeo])e$/, '');
  const regular = /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${stem.replace(/ee$/, 'e')}ed`;
  return [verb, manyOf(verb), ...(IRREGULAR[verb]?.split(' ') ?? [regular]), `${stem}ing`];
}

/** The plural of an English noun, or the third person of a verb. */
export function manyOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh|[^aeiou]o)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
