import type { Copy, CopyText } from '../piece';

/** E-mails that suit any shop, as examples of the house's tone: plain, concrete, no numbers. */
export const EMAIL_EXAMPLES: readonly Copy[] = [
  {
    subject: 'Picked for you, and ready when you are',
    preheader: 'A short list of things that go well with what you already own.',
    headline: 'A few good things, chosen with you in mind',
    body: [
      'You know what you like, so we kept this short. We went through the new season and put aside the pieces that go with what you bought last.',
      'Each one is made to be worn often and to last. Have a look, and keep what suits you.',
    ],
    call_to_action: 'See what we picked',
  },
  {
    subject: 'The new season is in. Here is where to start',
    preheader: 'Three looks we would wear ourselves, and why we like them.',
    headline: 'Start here, then wander',
    body: [
      'New stock can be a lot to take in. We unpacked it, tried it and kept notes, so you can begin with the best of it.',
      'If something does not fit, send it back. We would rather you were happy than rushed.',
    ],
    call_to_action: 'Start with our favourites',
  },
  {
    subject: 'Made to be worn, not saved for later',
    preheader: 'Everyday clothes in good cloth, cut to move with you.',
    headline: 'Clothes for the days you have most of',
    body: [
      'Most days are ordinary, and good clothes make them better. These are the shirts, coats and shoes we reach for without thinking.',
      'They wash well, wear in nicely and still look right next year.',
    ],
    call_to_action: 'Look through the range',
  },
  {
    subject: 'We saved you a look at what is new',
    preheader: 'You were here before, so you get to see it early.',
    headline: 'First look, no fuss',
    body: [
      'You have shopped with us before, so you see the new pieces before we put them in the window.',
      'Take your time. If you have a question about size or cloth, just answer this letter and one of us will write back.',
    ],
    call_to_action: 'Take the first look',
  },
];

/** Lines for inboxes, in the same tone; each preheader adds to its subject. */
export const SUBJECT_EXAMPLES: readonly CopyText[] = [
  { subject: 'The new season, unpacked', preheader: 'What came in this week, and what we like best.' },
  { subject: 'Good coats, ready for the cold', preheader: 'Warm wool, plain cuts and pockets that hold things.' },
  { subject: 'A quiet look at what is new', preheader: 'Nothing loud. Things made to be worn for years.' },
  { subject: 'We kept this short for you', preheader: 'A handful of pieces and one reason for each.' },
  { subject: 'Come and see the spring range', preheader: 'Light cloth, clear colours, easy to wash.' },
  { subject: 'Your next favourite shirt', preheader: 'Cut to move with you and soft from the first day.' },
  { subject: 'Shoes for long days', preheader: 'Firm soles and leather that wears in well.' },
  { subject: 'Small things that make a gift', preheader: 'Wrapped by hand, with a card if you like.' },
  { subject: 'What our own team wears', preheader: 'We asked the people behind the counter.' },
  { subject: 'Made well, so it lasts', preheader: 'How we choose the mills and makers we work with.' },
  { subject: 'Back on the shelf at last', preheader: 'You asked for it, and here it is again.' },
  { subject: 'Room for one good jacket', preheader: 'The one you will reach for without thinking.' },
  { subject: 'First look at the new colours', preheader: 'Moss, brick and a blue we cannot stop wearing.' },
  { subject: 'Care for what you own', preheader: 'How to wash, mend and store the things you love.' },
  { subject: 'A letter from the workroom', preheader: 'Who made your coat, and how they did it.' },
];

/** Landing pages in the same tone. */
export const LANDING_EXAMPLES: readonly CopyText[] = [
  {
    title: 'Clothes for ordinary days',
    description: 'Shirts, coats and shoes in good cloth, made to be worn often and to last for years.',
    headline: 'Clothes for the days you have most of',
    body: ['Most days are ordinary, and good clothes make them better.', 'They wash well, wear in nicely and still look right next year.'],
    call_to_action: 'Look through the range',
  },
  {
    title: 'The new season is here',
    description: 'See what came in, what we like best and why. Free of fuss, and easy to send back.',
    headline: 'Start here, then wander',
    body: [
      'We unpacked the new stock, tried it and kept notes, so you can begin with the best of it.',
      'If a thing does not fit, send it back.',
    ],
    call_to_action: 'See what is new',
  },
  {
    title: 'Coats that keep the cold out',
    description: 'Warm wool, plain cuts and deep pockets. Made by people who have done it all their lives.',
    headline: 'A coat you will keep',
    body: [
      'A good coat is warm, light and easy to mend.',
      'Ours are cut from heavy wool and lined by hand. Try one on and walk about in it.',
    ],
    call_to_action: 'Find your coat',
  },
];

/** Posts in the same tone: short enough for every network. */
export const SOCIAL_EXAMPLES: readonly CopyText[] = [
  { text: 'The new coats are in. Warm wool, plain cuts, deep pockets. Come and try one on.' },
  { text: 'We unpacked the new season and kept notes. Start with the blue jacket. You will see why.' },
  { text: 'Most days are ordinary. Good shirts make them better. Ours wash well and wear in nicely.' },
  { text: 'A shoe should last. We mend ours for as long as you own them.' },
  { text: 'What does our team wear? We asked behind the counter. The short answer is wool.' },
  { text: 'Back on the shelf at last: the coat you asked us for. It is as warm as you remember.' },
];
