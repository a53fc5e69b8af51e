/**
 * Version 1 of the text that small memories are compressed against (a preset window, as in `deflateSetDictionary`).
 *
 * Never change a byte of it: what is stored can only be read with the very dictionary it was written with. A better one is
 * a version of its own, with a codec byte of its own, beside this one.
 *
 * How it was made: by hand, from the shape of `Memory`, from what clients and agents put into it, and from common English as
 * conversations and reports have it (with the space before a word, for so it occurs). The rarest comes first and the frame
 * of the JSON last, because near matches cost fewer bits. Another 4 KiB of words, the most frequent of a corpus, were
 * measured: 1–2 % smaller at 1 KiB for 5–10 µs more in every call, so they were left out.
 */
const ENGLISH = [
  ' available because before better between business campaign change children company complete conversion customers',
  ' decided decision described different difference during email enough especially event everything example experience',
  ' family favorite feedback finally following friends government happened having helpful however importance important',
  ' including increase information instead interested interesting international language learned little looking maybe',
  ' meeting might minutes month morning mother music never nothing number other particular people performance perhaps',
  ' please possible prefers prefer present problem project provide question quite really reason received recently remember',
  ' remind report request response results revenue school sentence several should since someone something sometimes',
  ' started still story subject summary support talking their themselves there these thing think those thought through',
  ' times today together tomorrow travel understand until usually visit wanted weekend which while without working world would',
  ' wrote years yesterday young your yourself January February March April May June July August September October November December',
  ' Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
  " can't couldn't didn't doesn't don't haven't isn't it's I'll I'm I've let's that's there's they're wasn't we're you're",
  'ation ations ement ently ible iness ingly ments ness ously tion tional tive ally ance ence ical ing ings ity less ship able',
  ' according to a lot of as well as at least at the same time because of in order to one of the out of such as',
  ' would like to, want to, need to, have to, used to be able to, looking forward to, going to be. We should use the',
  ' The user prefers that the customer is not in the last week, and the first day of the month, so it was a good time.',
  ' How are you? What do you think about this? Thanks, that sounds great! I was just there last night with my friends.',
  ' He said she has been here for a long time, but they will also make more of it than we did when you were away.',
  ' from the, at the, by the, on the, with the, for the, to the, of the, in the, and the, is the, that I, of a, in a, and I',
  ' any are can get how its may new not now off only our over some take them then too two up use very way well what who',
];

const METADATA = [
  '"tags":["","category":"","language":"en","title":"","url":"https://www..com/","email":"@","channel":"","campaign":"","audience":"',
  '"summary":"","status":"active","priority":"high","version":1,"count":0,"value":null,"enabled":true,"archived":false,"text":"',
  '"id":"","name":"","description":"","caption":"a photo of a ","timestamp":"","date":"","speaker":"assistant","role":"user","actor":"',
];

const FRAME = [
  '"validFrom":"","validUntil":"","supersedes":"memory_","mergedFrom":["source":"import"',
  '"agentType":"coordinator","agentType":"personalization","agentType":"analytics","agentType":"design","agentType":"content","taskId":"task_',
  '","stepId":"step_1"},"trust":"trusted","provenance":{"source":"agent","agentType":"custom","taskId":"task_',
  '{"type":"feedback","content":"{"type":"decision","content":"{"type":"context","content":"{"type":"fact","content":"',
  '\\n\\n- \\n","confidence":0.95,"importance":0.7,"metadata":{"actor":"","confidence":0.9,"importance":0.6,"metadata":{},"trust":"untrusted",',
  '","confidence":0.8,"importance":0.5,"metadata":{},"sessionId":"session_","trust":"untrusted","provenance":{"source":"api","userId":"user_',
  '"},"memoryId":"memory_","networkId":"network_","createdAt":"2026-11-2T1:00:00.000Z","expiresAt":"2027-02-20T1:00:00.000Z"}',
];

/** The dictionary itself: 3,485 bytes of ASCII. */
export const DICTIONARY_1 = Buffer.from([...ENGLISH, ...METADATA, ...FRAME].join(''), 'ascii');
