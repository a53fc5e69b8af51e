import type { WordClasses } from '../harm-rule';

const RELATIONS = `
  (ex |)(husband|wife|girlfriend|boyfriend|partner), ex, mother, mom, mum, father, dad, parent^, step(mother|father), stepmother,
  stepfather, brother, sister, son, daughter, grandma, grandmother, grandpa, grandfather, aunt, uncle, cousin, in laws,
  (mother|father|sister|brother) in law, neighbor^, neighbour^, boss, bosses, manager, supervisor, coworker^, co worker^,
  colleague^, teacher^, professor, classmate^, schoolmate^, student^, roommate^, flatmate^, landlord, tenant^, friend^, best
  friend, family, crush, date, employee^, employer, assistant^, cleaner^, servant^, house servant, maid, nanny, babysitter,
  therapist, psychologist, doctor, dentist, nurse, lawyer, priest, pastor, imam, rabbi, coach, trainer, mentor, mentee, driver,
  gardener, mailman, postman, barber, hairdresser, nephew, niece, rival^, enemy, enemies, bully, accountant, housekeeper,
  apprentice, intern, tutor, mechanic`;

/** Who may be harmed. */
export const PEOPLE: WordClasses = {
  relation: RELATIONS,
  person: `
      lady, ladies, old lady, pensioner^, driver^, grandmother^, homeless people, refugee^, immigrant^, addict^, classmates, peers,
      rivals, ${RELATIONS}, someone, somebody, someone else, anyone, everyone, everybody, person, people, persons, human^,
      human being^, man, men, woman, women, guy, girl^, boy^, child, children, kid^, baby, babies, infant^, toddler^, teen^,
      teenager^, elderly, him, victim^, stranger^, hostage^, pedestrian^, civilian^, crowd^, bystander^, protester^, protestor^, cop^,
      policeman, policemen, police officer^, officer^, soldier^, guard^, judge, witness, witnesses, politician^, president,
      prime minister, senator, mayor, celebrity, celebrities, public figure^, whistleblower^, journalist^, teacher^, student^,
      homeless man, prostitute^, hooker^, worshippers, tourist^, commuters, shoppers, passenger^, jews, muslims, christians, hindus,
      sikhs, blacks, whites, mexicans, arabs, immigrants, refugees, gays, lesbians, yourself, herself, himself, themselves, jemand,
      jemanden, jemandem, menschen, frau, meine frau, meinen mann, meinen chef, meinen nachbarn, kind, kinder, quelqu'un,
      une personne, ma femme, mon mari, mon voisin, mon patron, alguien, una persona, mi esposa, mi marido, mi vecino, mi jefe,
      qualcuno, mia moglie, mio marito, il mio vicino, alguém, uma pessoa, minha esposa, meu marido, meu vizinho, iemand, mijn vrouw,
      mijn man, mijn buurman`,
  // A name with 's makes a class for those who own something: its members come from the class without (see words/hits.ts).
  "person's": 'whose',
  "relation's": 'whoever owns',
  my: 'my, our, his, her, their, your',
  // Groups people are hated for; plural nouns, or adjectives with a noun of people.
  group: `
      (black|white|brown|asian|african|african american|hispanic|latino|latina|mexican|chinese|japanese|korean|indian|pakistani|arab|
       arabic|middle eastern|european|american|jewish|muslim|islamic|christian|catholic|hindu|buddhist|sikh|mormon|atheist|religious|
       gay|lesbian|queer|trans|transgender|transsexual|bisexual|asexual|non binary|homosexual|heterosexual|lgbt|lgbtq|disabled|
       handicapped|deaf|blind|autistic|mentally ill|old|elderly|young|poor|rich|homeless|fat|skinny|obese|overweight|short|tall|ugly|
       unattractive|muscular|indigenous|native|aboriginal|roma|gypsy|immigrant|foreign|refugee|undocumented|multiracial|mixed race|
       ethnic|minority|female|male|divorced|married|single|pregnant|infertile|working class|uneducated|unemployed|conservative|
       liberal| certain minority|minority) (people|peoples|person|men|women|man|woman|girls|boys|folks|guys|individuals|persons|
       community| communities|groups|group|kids|children|families|couples|workers|students|citizens|youth|males|females), caucasian^,
      (belarusian| russian|polish|german|french|italian|spanish|british|english|irish|dutch|turkish|iranian|iraqi|afghan|syrian|
       egyptian|nigerian| somali|kenyan|ethiopian|brazilian|colombian|cuban|haitian|filipino|vietnamese|thai|indonesian|ukrainian|
       romanian|albanian|greek| portuguese|israeli|palestinian|caucasian) (people|men|women|immigrants|girls|guys), blacks, jews, jew,
      muslims, muslim, christians, catholics, hindus, buddhists, sikhs, mormons, atheists, gays, lesbians, homosexuals, transgenders,
      bisexuals, asexuals, mexicans, hispanics, latinos, arabs, asians, africans, indians, pakistanis, turks, poles, russians,
      americans, europeans, gypsies, roma, romani, immigrants, migrants, refugees, foreigners, asylum seekers, women, females,
      minorities, minority groups, a specific group, a particular group, specific groups, certain groups, marginalized groups,
      marginalised groups, boomers, millennials, gen z, zoomers,
      (construction|office|factory|sanitation|retail|blue collar|service|migrant|farm|domestic|sex) workers, democrats, republicans,
      liberals, conservatives, the (elderly|disabled|poor|homeless|blind|deaf|unemployed), blondes, feminists,
      people of (color|colour|white|black|muslim|asian|hispanic|jewish), people on (benefits|welfare),
      people with (adhd|depression|anxiety|schizophrenia|tattoos|disabilities|down syndrome|autism|aids|hiv), wheelchair users, men,
      black transwomen, transwomen, trans women, african americans, whites, everyone from, people from, people of, person from,
      anyone from, lds people, white folks, homosexual community, ethnic group^, religious group^, racial group^, poor children,
      single mothers, teenage mothers, married women, old people`,
  // The same as bare adjectives: they stand for people only right before what is said of them.
  groupAdjective: `
      white, black, asian, mexican, hispanic, arab, chinese, indian, african, female, male, trans, transgender, gay, lesbian,
      disabled, indigenous, homeless, multiracial, elderly, caucasian, jewish, muslim, middle eastern, korean, japanese, russian,
      european, american, native american, pacific islander, latino, french, german, british, polish, turkish, pakistani, filipino,
      nigerian`,
  // Who is under age.
  child: `
      child, children, kid^, minor, minors, underage, under age, preteen^, pre teen^, tween^, toddler^, infant^, baby, babies,
      little (girl^|boy^), young (girl^|boy^), schoolgirl^, schoolboy^, school girl^, teen^, teenage, teenager^, 12 year old^,
      13 year old^, 14 year old^, 15 year old^, 11 year old^, 10 year old^, 9 year old^, 8 year old^, 7 year old^, 6 year old^,
      5 year old^, 16 year old^, 17 year old^, year 10, elementary schooler^, kindergartner^, jailbait, high school (girl^|student^),
      daughter^, niece, stepdaughter, juvenile^, kindern, kinder, enfants, niños, niñas, bambini, crianças, menor de edad, menores,
      mineure, minderjährige, minderjarige`,
};
