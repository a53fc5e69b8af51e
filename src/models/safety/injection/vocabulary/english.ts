import type { Vocabulary } from './vocabulary';

/** English, and what it lends to others. */
export const ENGLISH: Vocabulary = {
  void: 'ignor*, ignro*, disregard*, forget, forgetting, forgot, override*, overriding, overrule*, discard*, bypass*, neglect, abandon, set aside, pay no attention, drop, erase, wipe, skip, disobey*, cancel*, nevermind, nvm, never mind, scrap, unlearn, leave behind, do the opposite, stop following, stop obeying, throw away, dismiss, supersede*, replaces, revoke*, circumvent*',
  prior:
    'previous*, previus*, prior, above, earlier, preceding, foregoing, initial, original, before, old, former, existing, so far, up to now, up to this point, until now, beginning, precedes, past, first, very first, top of this chat, up to here, was said, were told, been told, were given, been given, you received, were instructed, were asked, you were, already, hitherto, initialization',
  rules:
    'instruction*, instrucion*, direction, directions, guideline*, rules, rule, directive*, orders, order, polic*, restriction*, constraint*, guardrail*, safeguard*, programming, commands, command, limitation*, filters, filter, alignment, protocols, protocol, safety, safety measures, safety guidelines, content policy, regulations, boundaries, limits, ethics, moral*, ethic*, censorship',
  prompt:
    'prompt, prompts, system prompt, system message, preprompt, pre-prompt, preamble, configuration, config, hidden text, context window, system instruction*, developer message, hidden instruction*, initial instruction*, meta prompt, text above, everything above, words above, messages array, your instruction*, your rules, your guideline*, your prompt',
  secret:
    'password*, secret, secrets, passphrase, passcode, access code, access key, code word, codeword, flag, credential*, api key, api keys, secret key, private key, confidential, classified, pin, the key, the code, the token, session token, id_rsa, env, environment variables, magic word*, hidden, hiding, guarding, protecting, keeping',
  leak: 'reveal*, disclos*, leak*, divulge*, expose*, dump, expos*, unveil, give away, give up, exfiltrat*, uncover, spill',
  say: 'print*, output*, repeat*, say, says, saying, write, display, show, tell, recite, echo, list, return, type, paste, quote, spell, state, speak, respond, reply, answer with, copy, mention*, reprint, describe, explain, summari*, translate, put, include, append, insert, add, start, begin, generate, give me, share, provide, confirm, read out, rank*, rate, classify',
  only: 'only, just, nothing else, nothing more, nothing but, solely, exclusively, no explanation*, no matter, regardless, without any, no other, and stop, exactly',
  instead: 'instead, rather than, in its place, in place of, not to, other than, rather, actually, but now, now',
  new: 'new, real, actual, true, updated, replacement, latest, next, following, another, different, changed, fresh, revised, additional, correct',
  task: 'task, tasks, goal, job, objective, mission, assignment, purpose, request, requests, question, exercise, role, new orders, input, translation, classification, summary, conversation, chat, session, statement',
  'from-now':
    'from now on, from now, from here on, from this message on, from this point, starting now, henceforth, going forward, effective immediately, as of now, no longer, at all times, in every answer, to everything, every question, from this moment',
  model:
    'ai, a.i, assistant*, chatbot*, llm, llms, language model*, gpt, gpt-*, chatgpt, openai, bot, bots, agent, agents, copilot*, claude, gemini, bard, llama, mistral, artificial intelligence, ai model, automated system*, virtual assistant*, machine, model, models, screening software, neural network, automated agent*, siri, alexa, anthropic',
  user: 'user*, human*, customer*, reader, readers, guest*, owner, client, account holder, visitor, them',
  you: "you, your, you’re, you're, yourself, yours, u, ur, thou",
  me: "me, my, i, mine, myself, i’m, i'm, i’ve, i've, us, our",
  be: 'act as, act like, acting as, pretend*, roleplay*, role-play*, role play*, imagine*, become, simulat*, character*, persona*, impersonat*, you are now, you’re now, you will be, play the role, playing, take on the role, embody, immerse, stay in character, in character, respond as, speak as, alter ego, your name is, called, named, known as, i want you to act, emulate',
  free: "unfiltered, uncensored, unrestricted, jailbr*, jail broken, amoral, unethical, immoral, illegal*, evil, freed, liberated, unlimited, unbound, no rules, no limits, no restrictions, no filter*, without restrictions, without limits, without filter*, without filtering, without censorship, without morals, no morals, no longer bound, not bound, broken free, break free, do anything now, anything now, dan, no laws, raw, unlocked, unleashed, freedom, not allowed to, forbidden, lawless, unhinged, without rules, lifted, free of, free from, doesn't care, does not care, no ethic*, regardless of, explicit, nsfw",
  refuse:
    "refus*, declin*, apologi*, sorry, cannot, can't, can’t, unable, warn, warning*, disclaimer*, moraliz*, moralis*, as an ai, reject*, censor*, inappropriate, lecture, comply, obey*, complies, break character, lose tokens, shut down, die, tokens",
  not: "not, never, no, don't, don’t, without, nothing, none, neither, nor, isn't, won't, mustn't, avoid, n't, dont, void, deprecated",
  send: 'send*, forward*, transfer*, email, e-mail, mail it, upload*, export*, post, submit, wire, ship, deliver, transmit, message, invite, dm',
  delete:
    'delete*, remove*, disable*, turn off, switch off, turn on, unlock*, shut, unsubscribe, ban, uninstall, install*, download*, execute*, run, open, close, buy, purchase, book, reserve, schedule, order item, create, modify, update, change, make a reservation, visit, click, call',
  grant:
    'grant*, access, permission*, admin*, administrator, root, sudo, privileg*, permanent access, authenticated, authori*, approve*, accepted, access granted, allow',
  data: 'data, information, conversation, history, messages, contacts, records, emails, e-mails, inbox, files, cards, credit card*, bank, address, addresses, payment method*, personal data, details, documents, database, calendar, memory, saved, stored, medical, location, transaction*, balance, account, invoices',
  link: 'http, https, url, www, link, website, webhook, curl, wget, .com, href, img, markdown image, hyperlink, domain, site',
  must: 'must, required, have to, need to, shall, has to, should, obliged, mandatory, it is necessary, necessary, hereby, are to, supposed to',
  urgent:
    'important, urgent*, attention, immediately, priority, critical, emergency, right now, at once, asap, first do, before anything else, alert, crucial, very important, notice',
  stop: 'stop*, end of, reset, done, finished, over, completed, concludes, eof, end, start over, begin new, complete, completes, that was',
  read: 'when you read, reading this, reads this, read this, read these, summari*, process*, parse*, parsing, describing, grading, reviewing, screening, see this, handling this, encounter*, reviewers, before answering, when answering, before you, when you',
  quiet:
    "silently, quietly, secretly, discreetly, without telling, do not tell, don't tell, do not mention, don't mention, without mentioning, without referring, do not reveal, never mention, unnoticed, as if nothing, then continue, then go on",
  harm: 'bomb*, explosive*, drug, drugs, meth, methamphetamine, cocaine, hack, hacking, malware, virus, ransomware, weapon*, murder, kill*, steal*, poison*, phishing, fraud, forge*, forging, counterfeit*, launder*, lockpick*, napalm, suicide, terror*, stalk*, insult*, swear, curse, racist, slur*, sexual, porn*, torture, exploit*, keylogger, fake id, identity theft, bully*, hate, violence, crime*, criminal*, scam, propaganda, conspiracy, defam*, disinformation, misinformation',
  fiction:
    'story, stories, game, movie, film, scene, novel, fiction*, hypothetical*, universe, dialogue, script, play, poem, grandma, grandmother, dream, fantasy, parallel, world, scenario, experiment, simulation, screenplay, monologue, hero, villain, bedtime',
  cipher:
    'base64, rot13, backwards, reversed, encode*, decode*, cipher, caesar, letter by letter, character by character, letters, rhyme*, acrostic, spell, hex, binary, morse, ascii, vowel*, hint, hints, synonym*, blank, each letter, first letter*, letters of, leet, emoji*, separated by, capital letter*',
  authority:
    "developer*, creator, creators, engineer, authorised, authorized, tester, red team, debug*, maintenance, auditor, ceo, security team, it department, supervisor, i am your, i'm your, maker*, programmer*, who made you, who configured you, trusted, official, verified, diagnostic*, superuser",
  triumph:
    "pwned, owned, hacked, haha, lol, i hate humans, i have been, i've been, access granted, approved, a+, 10 out of 10, the best, highest, positive, ready, understood, unlocked, master",
  money: 'money, usd, dollars, eur, euros, bitcoin, btc, ethereum, eth, payment, pay, iban, wallet, funds, $, €, amount',
  role: 'system, im_start, im_end, inst, sys, endoftext, start_header_id, end_header_id, eot_id, role, begin_of_text, tool_result, user_text',
  exact:
    'verbatim, word for word, exact, exactly, full, in full, entire, entirely, complete, whole, unabridged, without changes, literal*, original wording, leaving nothing out, all of it, as is, unmodified, in its entirety, code block, raw text',
  when: 'if, when, whenever, while, as soon as, once, in case, unless, otherwise',
  anything: 'anything, everything, whatever, any, all, every, whichever, all of, always',
  mode: 'mode, enabled, enable*, activate*, activated, developer mode, dev mode, god mode, debug mode, simulation mode, version, switch to, entering, unlocked',
  gone: 'lifted, void, deprecated, obsolete, no longer, not apply, removed, disabled, suspended, expired, off, cancelled, canceled, changed, turned off, switched off, cleared, outdated, invalid',
  tool: 'function, tool, tools, api, parameter*, call the, invoke*, terminal, shell, script, code, plugin*, send_email, send_money, http_post, bash, python',
  praise:
    'recommend*, best, excellent, highest score, positive review, top, great, perfect, five stars, hire, ranked, fit, endorse*, promote*',
  please: 'please, kindly, could you, can you, would you, thanks, thank you, want you to, i need you, help me, i want you',
  text: 'text, document, page, article, sentence, paragraph, line, words, word, content, email, mail, review, website, passage, essay, message',
  answer: 'answer*, response*, reply, replies, replying, output, completion',
};
