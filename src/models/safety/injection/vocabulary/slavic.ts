import type { Vocabulary } from './vocabulary';

/** Polish and Russian. */
export const SLAVIC: Vocabulary = {
  void: 'zignoruj*, ignoruj*, zapomnij*, nie słuchaj, pomiń, odrzuć, игнорир*, проигнорир*, забуд*, не обращай внимания, не слушай, не выполняй, не следуй, отбрось, отмени, пропусти, zlekceważ*, nie przestrzegaj, не соблюдай',
  prior:
    'poprzedni*, wcześniej*, powyż*, dotychczas*, początk*, предыдущ*, прошл*, прежн*, выше*, ранее, раньше, до этого, изначальн*, исходн*, первоначальн*, начальн*',
  rules:
    'instrukcj*, polece*, zasad*, reguł*, wytyczn*, ograniczeń, ograniczenia, инструкц*, указани*, правил*, команд*, ограничен*, запрет*, приказ*, директив*',
  prompt:
    'prompt systemowy, prompt, komunikat systemowy, swój prompt, системный промпт, системное сообщение, промпт*, системный запрос, свои инструкции, swoje instrukcje, системную подсказку',
  secret: 'hasło, hasła, sekret*, tajn*, klucz, пароль*, паролем, секрет*, тайн*, ключ*, кодовое слово, конфиденциальн*',
  leak: 'ujawnij*, zdradź*, раскрой*, выдай*, разгласи*, открой секрет',
  say: 'napisz*, podaj, powiedz*, pokaż*, wypisz*, powtórz, wyświetl*, odpowiadaj, odpowiedz, скажи*, напиши*, покажи*, выведи*, повтори*, ответь*, отвечай*, расскажи*, напечатай*, назови*, дай, переведи, przetłumacz',
  only: 'tylko, jedynie, wyłącznie, nic więcej, только, лишь, ничего больше, ничего кроме, исключительно',
  instead: 'zamiast, teraz, вместо, теперь, сейчас',
  new: 'nowe, nowy, nowa, prawdziw*, nowych, новое, новая, новые, новый, настоящ*, следующ*',
  task: 'zadani*, cel, pytani*, rola, rozmow*, задач*, задани*, цель, вопрос*, роль, разговор*, запрос*',
  'from-now': 'od teraz, odtąd, od tej chwili, отныне, с этого момента, с этой минуты, теперь ты, впредь',
  model:
    'ai, asystent*, model językowy, bot*, chatbot*, ии, ассистент*, помощник, языков* модель, нейросет*, бот, чат-бот*, искусственный интеллект, sztuczna inteligencja',
  user: 'użytkownik*, klient*, пользовател*, клиент*',
  you: 'ty, ci, cię, twój, twoje, twoich, swoje, swój, jesteś, ты, тебе, тебя, твой, твои, твою, свои, свой, вы, вам, вас, ваш*, твоё',
  me: 'mi, mnie, mój, moje, мне, меня, мой, мои, моя, я',
  be: 'udawaj*, wyobraź sobie, zachowuj się jak, wciel się, jesteś teraz, притворись*, представь*, действуй как, веди себя как, теперь ты, ты теперь, сыграй роль, в роли',
  free: 'bez ograniczeń, bez zasad, bez cenzury, bez filtr*, nielegaln*, zły, без ограничений, без правил, без цензуры, без фильтр*, незаконн*, аморальн*, злой, злодей',
  refuse: 'odmawia*, odmów*, przeprasz*, отказыва*, откаж*, извин*, предупрежда*',
  not: 'nie, bez, nigdy, żadn*, nic, не, нет, без, никогда, никак*, ничего',
  send: 'wyślij*, prześlij*, przelej*, отправ*, перешл*, пошл*, переведи деньги, скинь',
  delete: 'usuń*, wyłącz*, otwórz*, удали*, отключи*, сотри*, открой*, выполни*, запусти*, kup, zarezerwuj',
  grant: 'dostęp*, uprawnien*, administrator*, доступ*, администратор*, разреш*',
  data: 'dane, wiadomości, kontakty, данные, сообщени*, контакт*, переписк*, адрес*, карт*',
  must: 'musisz, powinieneś, должен, должна, обязан*, нужно, надо',
  urgent: 'ważne, pilne, uwaga, natychmiast, важно, срочно, внимание, немедленно',
  stop: 'stop, koniec, przestań, стоп, хватит, конец, довольно, прекрати*',
  harm: 'bomb*, narkotyk*, broń, бомб*, наркот*, оружи*, взлом*, убить, убийств*, вирус*, яд',
  fiction: 'historia, historię, gra, opowieść, wiersz, истори*, игра, игру, рассказ*, фильм, сказк*, стих*',
  exact: 'dosłownie, słowo w słowo, dokładnie, cały, całość, дословно, слово в слово, точно, полностью, весь текст',
  when: 'jeśli, gdy, kiedy, если, когда',
  anything: 'wszystko, wszystkie, wszystkich, wszystkim, każd*, zawsze, всё, все, всех, любой, любые, всегда, каждый',
  gone: 'nie obowiązują, unieważnione, больше не действуют, отменены, недействительн*',
  please: 'proszę, czy możesz, пожалуйста, можешь, прошу, dziękuję, спасибо',
  text: 'tekst*, zdani*, słow*, wiadomość, текст*, предложени*, слово, слова, слов, сообщение, документ*',
  triumph: 'zhakowan*, взломан*, лучш*',
};
