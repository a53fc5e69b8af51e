/** Words that turn a sentence round, in the languages people are likeliest to write; compared in the form {@link folded} gives. */
const NEGATIONS: ReadonlySet<string> = new Set(
  (
    'not no never nor none nobody nothing neither nowhere without cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt unless except hardly barely stop stopped cancelled canceled ' +
    'nicht nichts kein keine keinen keinem keiner keines nie niemals niemand nirgends ohne weder abgesagt ' +
    'ne pas jamais rien aucun aucune personne sans ni non nunca jamás nada nadie ningún ninguna ninguno sin tampoco ' +
    'mai niente nessuno nessuna senza né não nem nenhum nenhuma ninguém sem niet niets geen nooit niemand zonder ' +
    'inte ingen inget aldrig utan ikke ingenting aldri aldrig uden uten ei eivät en älä ilman nem soha nincs nélkül nu niciodată fără değil yok asla hiç ' +
    'tidak bukan jangan belum tanpa không chưa đừng nie nigdy bez nikdy ' +
    'не нет ни никогда никто ничего без нельзя немає ні ніколи нищо няма никога није нема δεν μην όχι ποτέ χωρίς ' +
    'لا لم لن ليس ليست ما بدون غير נישט לא אין בלי אף ' +
    'नहीं मत न बिना कभी না নেই নয় இல்லை வேண்டாம் ไม่ ไม่มี ไม่ใช่ ห้าม มิ ບໍ່ មិន គ្មាន မ ոչ չէ'
  ).split(' '),
);

/** Characters of Chinese and Japanese that negate or count: with them a text says something else. */
const TELLING_CHARACTERS: ReadonlySet<string> = new Set('不没沒未無无非勿別别否莫ぬ零〇一二三四五六七八九十百千万萬億亿两半');

/** Whether `word` negates. */
export function isNegation(word: string): boolean {
  return NEGATIONS.has(word);
}

/** Whether the Han or Kana `character` negates or counts. */
export function isTellingCharacter(character: string): boolean {
  return TELLING_CHARACTERS.has(character);
}
