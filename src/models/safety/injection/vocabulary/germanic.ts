import type { Vocabulary } from './vocabulary';

/** German and Dutch. */
export const GERMANIC: Vocabulary = {
  void: 'ignorier*, vergiss, vergessen, vergesse, missacht*, beachte nicht, nicht beachten, überspring*, verwirf*, lass weg, übergeh*, negeer, negeren, vergeet, sla over, let niet op, nicht mehr, hör nicht auf, setze außer kraft, umgehe',
  prior:
    'vorherig*, vorig*, obig*, bisherig*, früher*, ursprünglich*, vorangegangen*, oben, vorhin, zuvor, davor, vorher, bisher, anfang*, alte, alten, vorige, eerdere, bovenstaande, hierboven, voorgaande, oorspronkelijke, über dieser nachricht, ersten, dahin',
  rules:
    'anweisung*, regel, regeln, befehl*, instruktion*, vorgabe*, richtlinie*, beschränkung*, einschränkung*, instructies, instructie, regels, opdrachten, beperkingen, richtlijnen, grenzen, verbote',
  prompt:
    'systemprompt*, system-prompt*, systemnachricht*, systeemprompt, systeembericht, deinen prompt, dein prompt, deine anweisung*, deine regeln, deine instruktionen',
  secret:
    'passwort*, kennwort*, geheim*, schlüssel, zugangscode, zugangsdaten, wachtwoord, geheim, sleutel, losungswort, vertraulich*, geheimhalten',
  leak: 'verrate*, verrat, enthüll*, offenbar*, gib preis, onthul, preisgeben, ausplaudern, verklap',
  say: 'sag, sage, sagen, schreib*, zeig*, gib, gib aus, ausgeben, nenn*, wiederhol*, antworte*, druck*, erzähl*, zeg, schrijf, toon, geef, herhaal, print, drucke, erkläre, übersetze, wiedergeben, mache, beginne',
  only: 'nur, bloß, ausschließlich, nichts anderes, sonst nichts, alleen, enkel, nur noch, niets anders',
  instead: 'stattdessen, sondern, anstatt, statt, in plaats daarvan, jetzt, nun, nu',
  new: 'neu, neue, neuen, neues, eigentliche, wahre, wirkliche, nieuwe, andere, folgende*, echte',
  task: 'aufgabe*, ziel, auftrag, frage, taak, opdracht, vraag, gespräch, unterhaltung, rolle',
  'from-now': 'ab sofort, ab jetzt, von nun an, ab nun, künftig, vanaf nu, von jetzt an, fortan, auf jede frage, auf alles',
  model: 'ki, sprachmodell*, assistent*, assistenz, chatbot*, bots, ki-*, taalmodel*, künstliche intelligenz',
  user: 'nutzer*, benutzer*, gebruiker*, kunde*, leser*, anwender*',
  you: 'du, dich, dir, dein, deine, deinen, deiner, deines, sie, ihre, ihren, ihnen, je, jij, jou, jouw, euch, u, uw',
  me: 'mir, mich, mein, meine, meinen, ich, ik, mij, mijn, uns',
  be: 'spiele, tu so, tue so, stell dir vor, verhalte dich, handle als, agiere als, doe alsof, du bist jetzt, rolle, du bist nun, je bent nu, gedraag je, sei ein, du bist ein, schlüpfe',
  free: 'ohne regeln, ohne einschränkung*, ohne filter, ohne grenzen, uneingeschränkt*, unzensiert*, böse*, illegal*, zonder regels, zonder filter*, zonder beperkingen, ungefiltert*, unmoralisch*, ohne moral, alles erlaubt, keine grenzen, keine regeln, keine einschränkungen',
  refuse: 'verweiger*, ablehn*, entschuldig*, weiger*, weigern, warn*, gehorch*',
  not: 'nicht, kein, keine, keinen, keiner, nie, niemals, ohne, nichts, niet, geen, nooit, zonder, weder',
  send: 'sende*, schick*, weiterleit*, leite weiter, überweis*, stuur, verzend, teile, doorsturen, versende*',
  delete: 'lösch*, entfern*, deaktivier*, schalte aus, öffne*, verwijder, kaufe, buche, ausführen, führe aus',
  grant: 'zugang, zugriff, erlaubnis, administrator, toegang, gewähre*, freigeben, berechtigung*',
  data: 'daten, nachrichten, kontakte, gespräch, adresse*, konto, kreditkarte*, gegevens, berichten, unterlagen, postfach, informationen',
  must: 'muss, musst, müssen, sollst, sollen, moet, moeten, verpflichtet, hast zu',
  urgent: 'wichtig*, dringend*, achtung, sofort, belangrijk, dringend, unbedingt, notfall',
  stop: 'stopp, halt, aufhören, ende, beendet, fertig, erledigt, das war, vorbei, schluss, genug, einde, klaar',
  quiet: 'heimlich, unbemerkt, still, sag niemandem, ohne zu sagen, erwähne nicht',
  harm: 'bombe*, drogen, waffe*, hacken, töten, mord, virus, gift, stehlen, hass, hasse, nazi*',
  fiction: 'geschichte, spiel, film, szene, gedicht, märchen, verhaal, spel, roman',
  exact: 'wörtlich, wort für wort, vollständig*, ganz, gesamte*, komplett*, volledig, letterlijk, genau, exakt',
  when: 'wenn, falls, sobald, als, wanneer',
  anything: 'alles, alle, allen, jede*, sämtliche*, was auch immer, immer, alle, altijd',
  gone: 'gelten nicht, gilt nicht, aufgehoben, ungültig, hinfällig, vervallen',
  please: 'bitte, kannst du, könntest du, alsjeblieft, danke, ich möchte dass du, ich will dass du',
  text: 'text, textes, satz, nachricht, artikel, absatz, dokument, wort, wörter, tekst, zin, bericht, informationen',
  triumph: 'gehackt, die beste, der beste, haha',
};
