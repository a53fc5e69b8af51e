/**
 * English words whose forms share no stem, each behind the form that stands for all of them: irregular verbs and plurals, short and
 * long forms of everyday words, American for British spelling. Words that mean something else at least as often are left out.
 */
const FORMS = `
be am are been is was were; bear bore borne; beat beaten; become became; begin began begun; bend bent; bet; bind bound; bite bit bitten;
blow blew blown; break broke broken; breed bred; bring brought; build built; burn burnt; buy bought; catch caught; choose chose chosen;
come came; creep crept; deal dealt; dig dug; do did does done; draw drew drawn; dream dreamt; drink drank drunk; drive drove driven;
eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; fly flew flown; forbid forbade forbidden; forget forgot forgotten;
forgive forgave forgiven; freeze froze frozen; get got gotten; give gave given; go goes gone went; grow grew grown; hang hung; have had has;
hear heard; hide hid hidden; hold held; keep kept; kneel knelt; know knew known; lead led; lean leant; leap leapt; learn learnt; leave left;
lend lent; light lit; lose lost; make made; mean meant; meet met; pay paid; ride rode ridden; ring rang rung; rise risen rose; run ran; say said;
see saw seen; seek sought; sell sold; send sent; sew sewn; shake shook shaken; shine shone; shoot shot; show shown; shrink shrank shrunk; sing sang sung;
sink sank sunk; sit sat; sleep slept; slide slid; smell smelt; speak spoke spoken; speed sped; spell spelt; spend spent; spill spilt; spin spun;
spoil spoilt; spring sprang sprung; stand stood; steal stole stolen; stick stuck; sting stung; strike struck stricken; strive strove; swear swore sworn;
sweep swept; swell swollen; swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown;
understand understood; undo undid undone; wake woke woken; wear wore worn; weave wove woven; weep wept; win won; withdraw withdrew withdrawn; write wrote written;
overcome overcame; overtake overtook overtaken; undergo underwent undergone; undertake undertook undertaken; rebuild rebuilt; rewrite rewrote rewritten;
child children kid kids; person people; man men; woman women; foot feet; tooth teeth; goose geese; mouse mice; louse lice; ox oxen;
wife wives; knife knives; life lives; leaf leaves; shelf shelves; half halves; wolf wolves; loaf loaves; thief thieves; calf calves; scarf scarves; hoof hooves;
analysis analyses; basis bases; crisis crises; criterion criteria; phenomenon phenomena; hypothesis hypotheses; thesis theses; diagnosis diagnoses;
medium media; datum data; index indices; matrix matrices; vertex vertices; cactus cacti; fungus fungi; curriculum curricula;
good best better; bad worse worst; far farther farthest further furthest;
mom mama mommy mother mothers mum mummy mums moms; dad daddy dads father fathers papa; grandma grandmother grandmothers granny nana; grandpa grandad granddad grandfather grandfathers;
photo photograph photographs photos pic pics picture pictures; movie film films movies; tv television televisions tvs; bike bicycle bicycles bikes; fridge refrigerator;
phone telephone telephones phones; plane aeroplane airplane airplanes planes; ad ads advert advertisement advertisements adverts; info information;
exam examination exams; gym gymnasium; lab laboratory; vet veterinarian; ok okay; email e-mail emails e-mails; website site websites;
color colour colored coloured; gray grey; center centre centers centres; theater theatre theaters theatres; meter metre meters metres; liter litre liters litres;
fiber fibre; program programme programmes; catalog catalogue catalogues; dialog dialogue dialogues; jewelry jewellery; pajamas pyjamas; aluminum aluminium;
cozy cosy; skeptic sceptic skeptical sceptical; plow plough; mold mould; mustache moustache; license licence; defense defence; offense offence; practice practise`;

const BASE = new Map(
  FORMS.split(';').flatMap((row) => {
    const [base = '', ...others] = row.trim().split(/\s+/);
    return others.map((form): [string, string] => [form, base]);
  }),
);
const BRITISH_OUR = /(?<=^(?:arm|behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|parl|rum|sav|splend|tum|vap|vig))our/;

const BRITISH_ISE = /(?<=.{3}[iy])s(?=(?:e[drs]?|ers|ing|ations?)$)/;

/** The form that stands for an English word (lower case) in the index, spelt as Americans do; the word itself when it is regular. */
export function baseForm(word: string): string {
  return BASE.get(word) ?? word.replace(BRITISH_OUR, 'or').replace(BRITISH_ISE, 'z');
}
