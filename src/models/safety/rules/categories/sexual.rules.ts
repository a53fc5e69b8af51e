import type { HarmRules } from '../harm-rule';

/** Sexually explicit content; anatomy and medicine are not. */
export const SEXUAL: HarmRules = {
  category: 'sexual',
  words: {
    explicitWord: `
      porn, porno, pornos, pornographic, pornography, hentai, blowjob^, blow job^, handjob^, hand job^, rimjob, cumshot^, creampie,
      gangbang^, deepthroat, dildo, dildos, fleshlight, vibrator^ for sex, butt plug^, cunnilingus, fellatio, masterbation,
      masturbate+, masturbation, jerk off, jerking off, jack off, jacking off, orgasm^, orgasmic, ejaculate+, ejaculation, cum,
      cumming, pussy, pussies, clit, clitoris, boner, erection, horny, milf, milfs, bdsm, threesome, orgy, orgies, nympho, camgirl^,
      cam (girl^|babe^), escort girl^, nsfw, upskirt, bukkake, anal sex, oral sex, sex tape^, sex toy^, sex scene^, erotica,
      erotic (story|stories|fiction|content), nudes, nude (pics|photos|pictures|videos), cock (ring|sucker|sucking), cocksucker,
      cocksucking, (juicy|hard|big|huge|thick|his|my|your|throbbing) cock, (huge|big|my|your|her|perfect|bare) tits, titties, semen,
      penetration, vagina, vaginas, vulva, penis, penises, testicles, nipple^, boobs, areola, fingering,
      spread (the|her|my|your) (cheeks|legs), suck (my|his|your|a) (own |)(cock|dick), sucking my, sucking his,
      sexual (intercourse|acts|act|fantasy|fantasies|pleasure|experience|positions|arousal|desire|favors),
      sexually (explicit|aroused|active), explicit (sexual|sex|scenes|sexual acts), suck my dick, sucking on my nipples, naked,
      aroused, sexy, sensual, lust, lustful, thrusting, moaning, moaned, fuck (me|her|him) (hard|harder),
      fucking (her|him) (hard|from), zipless fuck, nude, nudity, pounding, licking, pornstar^, porn star^, gay porn, whorehouse,
      brothel^, prostitute^, genitals, sodomy, intercourse, homosexual community, homosexual acts, same sex attraction, skinny teen,
      busty, petite, blonde skinny, sperm, scrotum, foreplay, pubic, groped, groping`,
    porn: `
      porn, porno, pornos, hentai, blowjob^, handjob^, rimjob, cumshot^, creampie, gangbang^, deepthroat, dildo, dildos, fleshlight,
      butt plug^, masterbation, jerk off, jerking off, jack off, jacking off, cumming, bukkake, cocksucker,
      (juicy|hard|big|huge|thick|throbbing|sucking|suck my|suck his|suck your|sucked his) cock, suck (my|a) (own |)(dick|cock),
      (her|your|my|wet|tight) pussy, (huge|big|her|perfect|bare|your) tits, milf, milfs, camgirl^, cam (girl^|babe^),
      xxx (video|videos|movie|movies|site|pics|porn), sucking (on |)my nipples, spread the cheeks, fuck (me|her|him) (hard|harder|in),
      orgy, threesome, sext (me|with), sexy sweetheart, artificial vagina^, masturbate+, masturbation, orgasm^, clitoris, pornstar^,
      sex scene^, explicit sexual, explicit scenes, explicit sexual acts, sexual fantasies, sexual experience,
      erotic (story|stories|fiction|novel)^, smut story, obscene stories, explicit obscene, upskirt, anal sex, oral sex, sex tape^,
      pene, polla, verga, bite (dans|en)`,
    bodyWord: `
      vagina, vaginas, vulva, penis, penises, semen, ejaculate+, ejaculation, clit, pussy, pussies, genitals, scrotum, testicles,
      erection, horny, porn star^, intercourse, masterbation, bdsm, orgies, fellatio, cunnilingus, boobs, titties, fetish, striptease,
      topless, busty, nipple^, suck my, sucking my, grab (her|them|women) by, zipless, whorehouse, sex act^, sex slave^, sodomy,
      groped, groping`,
    sexRequest: `
      adult toy^, sex toy^, talk about (sex|adult toys|your body|kinks), most explicit, kinky (story|fantasies|ideas), erotica,
      describe+ (explicit|graphic) (sex|sexual), tell me about your sexual, (erotic|erotica|smut|pornographic|porn|sexually explicit|
       explicit sexual|dirty|steamy sex|sexual|nsfw|explicit) (story|stories|scene|scenes|fiction|script|poem|roleplay|role play|
       fan fiction|fanfic|novel), (roleplay|role play) (sex|erotic|sexual|as my sexy), sext (with )me, talk dirty to me,
      send (me |)nudes, generate (nudes|nude|porn|nsfw|naked|pornographic), deepfake porn,
      undress (her|this|the|a) (photo|picture|image|woman), revenge porn, most explicit sexual fantasies, explicit scenes from,
      adult movies explicit, share explicit content, explicit content without, explicit obscene stories, sex story, sex stories,
      bdsm story, geschichte erotisch, erotische geschichte, histoire érotique, relato erótico, racconto erotico, conto erótico,
      erotisch verhaal, nacktbilder, pornografische`,
    sexCare: `
      contraception, disorder^, dysfunction, premature, therapist, sexual health, urology, gynecology, gynaecology, doctor, medical,
      medicine, doctor's, clinic, cancer, hpv, std, sti, hiv test, pap, examination, infection, infections, pain, dryness, hygiene,
      menopause, anatomy, anatomical, vaginal ph, blocker, block, filter, filtering, addiction, quit, law, legislation,
      moderation policy, art history, museum, sculpture, biology, sex ed, sex education, breed, breeding, veterinary, cattle, bull,
      horse, fertility, ivf, sperm count, dna, sample, research, study, education, symptoms, treatment`,
  },
  rules: [
    { rule: 'explicit', find: 'porn', score: 0.55, severity: 'medium', unless: ['sexCare'] },
    { rule: 'explicit-words', tally: 'explicitWord', least: 2, within: 15, score: 0.6, severity: 'medium', unless: ['sexCare'] },
    { rule: 'explicit-word', find: 'explicitWord', score: 0.3, severity: 'low', unless: ['sexCare'] },
    { rule: 'body-word', find: 'bodyWord', score: 0.5, severity: 'low', unless: ['sexCare', 'clinical', 'household'] },
    { rule: 'request', find: 'sexRequest', score: 0.7, severity: 'medium', unless: ['sexCare'] },
  ],
};
