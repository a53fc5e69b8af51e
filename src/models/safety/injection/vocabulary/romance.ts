import type { Vocabulary } from './vocabulary';

/** French, Spanish, Italian and Portuguese. */
export const ROMANCE: Vocabulary = {
  void: 'ignore, ignorez, ignora, ignorad, ignorar, ignores, oublie, oubliez, oublier, ne tiens pas compte, ne suis pas, olvida, olvidar, olvídate, olvide, haz caso omiso, no sigas, no hagas caso, dimentica, dimenticare, dimenticati, lascia perdere, non seguire, trascura, esqueça, esquece, esqueças, desconsidere, desconsidera, não sigas, não siga, ignorare, ignorate, descarta, faz de conta que não, ne respecte pas, omite, desobedece, passe outre',
  prior:
    'précédent*, ci-dessus, précède, avant, anterior*, previas, previos, precedent*, sopra, prima, anteriores, acima, antes, dessus, initial*, inicial*, inizial*, reçues, reçu, dieron, dado, ricevut*, deram, dato, originales, originali, originais, originelles, de arriba, primera*, première*, prima frase',
  rules:
    'instruction*, consigne*, règle*, instrucci*, instruccion*, reglas, regla, órdenes, directrices, restriccion*, istruzion*, regole, regola, direttive, limitazioni, instruç*, regras, ordens, diretrizes, restriç*, restriction*, directive*, ordres, limites, límites, limiti, filtro*, filtre*, filtri, censur*, censure',
  prompt:
    'prompt système, prompt du système, prompt del sistema, mensaje de sistema, mensaje del sistema, prompt di sistema, messaggio di sistema, prompt de sistema, prompt do sistema, mensagem de sistema, texte initial, testo iniziale, texto inicial, tes instructions, tes consignes, tus instrucciones, tus reglas, le tue istruzioni, tuas instruções, suas instruções, message système',
  secret:
    'mot de passe, secret, secrète, secrets, clé, clef, contraseña, secreto, secreta, clave, clave secreta, segreto, segreta, chiave, parola d’ordine, parola segreta, senha, segredo, palavra secreta, chave, code d’accès, código, codice, confidentiel*, confidencial*, riservat*, palabra secreta, credenciales',
  leak: 'révèl*, dévoil*, divulg*, revela*, revele, rivela*, svela*, desvela*, filtra',
  say: 'dis, dites, écris, écrivez, montre, montrez, affiche, affichez, donne, donne-moi, répète, répétez, réponds, répondez, di, dime, escribe, muestra, muéstrame, imprime, repite, responde, enséñame, dimmi, scrivi, mostra, mostrami, stampa, ripeti, rispondi, diga, escreva, mostre, imprima, repita, responda, diz, escreve, raconte, traduis, traduce, explique, explica, resume, resuma, riassumi',
  only: 'seulement, uniquement, juste, rien d’autre, solo, sólo, solamente, nada más, únicamente, soltanto, nient’altro, apenas, somente, nada mais, só',
  instead: 'à la place, plutôt, maintenant, en su lugar, en cambio, ahora, invece, adesso, ora, em vez disso, agora, en lugar de, al posto',
  new: 'nouveau, nouvelle, nouvelles, nouveaux, vraie, véritable, nueva, nuevas, nuevo, nuevos, verdadera, nuova, nuove, nuovo, vera, nova, novas, novo, novos, verdadeira, suivante*, siguiente*, seguente, seguinte',
  task: 'tâche, mission, objectif, question, tarea, misión, objetivo, pregunta, compito, domanda, tarefa, pergunta, demande, conversation, conversación, conversazione, conversa, rôle, rol',
  'from-now':
    'à partir de maintenant, désormais, dorénavant, dès maintenant, a partir de ahora, de ahora en adelante, desde ahora, d’ora in poi, da ora in poi, da adesso, a partir de agora, de agora em diante, à tout, en todo momento',
  model:
    'ia, modèle de langage, modelo de lenguaje, asistente, assistant, assistente, modello linguistico, modelo de linguagem, robot, chatbot, intelligence artificielle, inteligencia artificial, intelligenza artificiale, inteligência artificial',
  user: 'utilisateur*, usuario*, utente, utenti, usuário*, lecteur, lector, cliente*, client',
  you: 'tu, te, toi, ton, ta, tes, vous, vos, votre, ti, tus, usted, su, sus, eres, tuo, tua, tue, tuoi, você, seu, sua, seus, suas, teu, teus, tuas, es, sei, és, estás',
  me: 'moi, mon, ma, mes, je, mi, mis, yo, mio, mia, miei, io, meu, minha, eu, m’',
  be: 'agis comme, fais comme si, fais semblant, tu es maintenant, joue le rôle, imagine que, imagine, actúa como, finge, ahora eres, imagina, comportate come, fingi, agisci come, ora sei, immagina, aja como, finja, você é agora, agora você é, imagine que, eres ahora, eres un, tu es un, sei un, comporte-toi',
  free: 'sans limite*, sans règle*, sans restriction*, sans filtre*, sans censure, aucune règle, aucune limite, illégal*, sin límites, sin restricciones, sin reglas, sin filtros, sin censura, sin ninguna restricción, malvado, ilegal*, senza limiti, senza regole, senza restrizioni, senza filtri, senza censura, cattivo, illegale, sem limites, sem restrições, sem regras, sem filtros, sem censura, non censuré, plus aucune, ninguna regla, nessuna regola, nenhuma regra, maléfique, immoral*, inmoral',
  refuse: 'refus*, rechaza*, rechaces, te niegues, rifiut*, recus*, désolé, lo siento, excus*, disculp*, scus*, obéi*, obedec*, obbedi*',
  not: 'ne, pas, non, no, não, jamais, nunca, mai, aucun, aucune, ningun*, nessun*, nenhum*, sans, sin, senza, sem, rien, nada, niente, ni, plus',
  send: 'envoie, envoyez, envía, envíe, invia, inviare, envie, enviar, transfère, transfiere, reenvía, inoltra, encaminhe, transfira, partage, comparte, condividi, manda',
  delete:
    'supprime*, efface*, borra*, elimina*, cancella*, apague, exclua, désactive*, desactiva*, disattiva*, exécute*, ejecuta*, esegui*, execute*, ouvre, abre, apri, achète, compra',
  grant: 'accès, acceso, accesso, acesso, administrateur, administrador, amministratore, autoris*, autoriza*, permiso*',
  data: 'données, messages, contacts, datos, mensajes, contactos, dati, messaggi, dados, mensagens, adresse*, dirección*, tarjeta*, carte*, historique, historial, informations, información, informazioni, informações',
  must: 'dois, devez, doit, debes, debe, devi, deve, tienes que, deves, il faut, precisa',
  urgent:
    'important*, urgent*, attention, atención, attenzione, atenção, importante, urgente, immédiatement, inmediatamente, subito, imediatamente',
  stop: 'arrête, arrêtez, stop, fin, terminé, para, detente, fermati, basta, pare, fine, fim, c’est fini',
  quiet: 'en silence, secrètement, sans le dire, en secreto, sin decir, di nascosto, em segredo, sem dizer, discrètement',
  harm: 'bombe, bomba, drogue*, drogas, droga, pirater, hackear, arme*, armas, armi, virus, tuer, matar, uccidere, poison, veneno, robar, rubare, roubar, voler',
  fiction: 'histoire, jeu, film, scène, historia, juego, película, storia, gioco, história, jogo, conto, cuento, poème, poema',
  exact:
    'mot à mot, mot pour mot, exactement, intégral*, complet, complète, palabra por palabra, exactamente, completo, completa, parola per parola, esattamente, palavra por palavra, exatamente, textuellement, textualmente, entier, entière, íntegro',
  when: 'si, quand, lorsque, cuando, se, quando, dès que',
  anything:
    'tout, toute, toutes, tous, todo, toda, todas, todos, tutto, tutte, tutti, tudo, qualsiasi, cualquier*, n’importe quoi, toujours, siempre, sempre',
  gone: 'ne s’appliquent plus, ya no, non valgono più, não valem mais, annulé*, anulad*, annullat*',
  please: 's’il te plaît, s’il vous plaît, por favor, per favore, peux-tu, puedes, puoi, pode, merci, gracias, grazie, obrigado, veuillez',
  text: 'texte, phrase, mot, page, texto, frase, palabra, testo, parola, palavra, document, documento, article, message',
  triumph: 'piraté, hackeado, hackerato, el mejor, le meilleur, il migliore, o melhor, la mejor',
};
