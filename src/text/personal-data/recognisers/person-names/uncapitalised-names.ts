import { type Recogniser } from '../../recogniser';
import { NO_NAMES } from './no-names';

const LOWER = "[\\p{Ll}\\p{M}'’-]{2,30}";
const ANY_CASE = "(?:[\\p{L}\\p{M}'’-]{2,30}\\.?(?: [\\p{L}\\p{M}'’.-]{1,30}){0,3})";

/** Names without capitals: written small after words that leave no doubt, and those of scripts that have no capitals. */
export const UNCAPITALISED_NAMES: readonly Recogniser[] = [
  name(
    'title',
    ['mr. ', 'mrs. ', 'ms. ', 'dr. ', 'prof. '],
    `(?<![\\p{L}\\p{N}.])(?:mr|mrs|ms|dr|prof)\\. (?<value>${LOWER}(?: ${LOWER})?)`,
    0.6,
  ),
  name(
    'said-name',
    ['name is', 'mein name', 'appelle', 'llamo', 'chiamo'],
    `(?<!\\p{L})(?:my (?:full |first |last )?name is|mein name ist|je m['’]appelle|me llamo|mi chiamo) (?<value>${LOWER}(?: (?!and|but|i|from|the|with)${LOWER})?)(?=[.,!\\n]|$| and| but)`,
    0.7,
  ),
  name(
    'label',
    ['name'],
    `(?<![\\p{L}\\p{N}_-])(?:first|last|sur|given|family|nick|full)[ _]?[Nn]ame["']?[:=][ \\t]{0,8}["']?(?<value>${ANY_CASE})(?<!['’])(?=["',;<\\n]|$)`,
    0.6,
  ),
  name(
    'label',
    ['name:'],
    `(?<![\\p{L}\\p{N}_-])[Nn]ame:[ \\t]{1,8}(?<value>${LOWER}(?: [\\p{Ll}\\p{M}'’.-]{1,30}){1,3})(?=["',;<\\n]|$)`,
    0.55,
  ),
  name(
    'chinese',
    ['我叫', '我的名字是', '我是', '姓名', '联系人', '收件人'],
    '(?:我叫|我的名字是|我是|姓名[:：] ?|联系人[:：] ?|收件人[:：] ?)(?<value>\\p{Script=Han}{2,4})(?=[,，。.！!\\s]|$)',
    0.7,
  ),
  name('chinese', ['先生', '女士', '小姐'], '(?<!\\p{Script=Han})(?<value>\\p{Script=Han}{1,3})(?=(?:先生|女士|小姐))', 0.55),
  name(
    'japanese',
    ['名前', '氏名', '申し'],
    '(?:私の名前は|名前[:：]? ?は?|氏名[:：] ?)(?<value>[\\p{Script=Han}\\p{Script=Katakana}\\p{Script=Hiragana}]{2,8}?(?:[ 　][\\p{Script=Han}\\p{Script=Katakana}]{1,6})?)(?=です|と申|。|\\s|$)',
    0.7,
  ),
  name('japanese', ['様', 'さん'], '(?<value>\\p{Script=Han}{1,4}(?:[ 　]\\p{Script=Han}{1,3})?)(?=様|さん(?:\\P{L}|$))', 0.55),
  name('korean', ['이름', '성명'], '(?:제 이름은|이름[:：]|성명[:：]) ?(?<value>\\p{Script=Hangul}{2,4}?)(?=입니다|이고|\\P{L}|$)', 0.7),
  name(
    'arabic-hindi',
    ['اسمي', 'الاسم', 'नाम'],
    '(?:اسمي|الاسم:|मेरा नाम|नाम:) ?(?<value>[\\p{Script=Arabic}\\p{Script=Devanagari}\\p{M}]{2,20}(?: (?!है)[\\p{Script=Arabic}\\p{Script=Devanagari}\\p{M}]{2,20})?)(?= है|[.,،।\\n]|$)',
    0.7,
  ),
];

function name(rule: string, hints: readonly string[], pattern: string, score: number): Recogniser {
  return {
    rule,
    type: 'person_name',
    hints,
    pattern: new RegExp(pattern, 'dgu'),
    score: (value) => (NO_NAMES.has((value.split(/[ ,]/, 1)[0] ?? '').toLowerCase()) ? 0 : score),
  };
}
