import { shownContext } from './private-context';

const person = { id: 7, city: 'Oslo', contact: 'ann@example.org' };

describe('shownContext', () => {
  it('keeps what a task is about, and the contacts of who sends it', () => {
    const context = { audience: 'Everyone', sender: { name: 'Umbra', email: 'hello@umbra.example' }, customers: 1_911, budget: { usd: 5 } };
    expect(shownContext(context)).toEqual(context);
  });

  it('leaves out rows, pages and what is called people', () => {
    const context = {
      rows: [{ a: 1 }],
      html: '<p>',
      template: { text: 'Hi {{ name }}' },
      purchases: { dataset_id: 'dataset_1' },
      recipients: [],
    };
    expect(shownContext({ ...context, goal: 'sell' })).toEqual({ goal: 'sell' });
  });

  it.each<[string, unknown]>([
    ['addresses', ['no address', 'ann@example.org']],
    ['records with an address under any name', [{ id: 1 }, person]],
    ['records with the name of a person', [{ first_name: 'Ann' }]],
    ['records with a phone number', [{ Phone: '+47 22 22 22 22' }]],
  ])('leaves out a list of %s, whatever it is called and however deep it lies', (_what, people) => {
    expect(shownContext({ vips: people, shop: { name: 'Umbra', lists: [{ vips: people, kind: 'best' }] } })).toEqual({
      shop: { name: 'Umbra', lists: [{ kind: 'best' }] },
    });
  });

  it('tells of recipients which fields they have, but for protected ones', () => {
    const recipients = [
      { email: 'ann@example.org', first_name: 'Ann' },
      { city: 'Oslo', gender: 'f', religion: 'x' },
    ];
    expect(shownContext({ recipients })).toEqual({ recipients: { fields: ['email', 'first_name', 'city'] } });
    expect(shownContext({ recipients, allowed_attributes: ['gender'] }).recipients).toEqual({
      fields: ['email', 'first_name', 'city', 'gender'],
    });
    expect(shownContext({ recipients: { dataset_id: 'dataset_1' } })).toEqual({});
  });

  it('keeps lists of things', () => {
    const context = { products: [{ name: 'Umbrella', price: 20 }], links: ['https://umbra.example/@us'], tags: ['a@b', '@home'] };
    expect(shownContext(context)).toEqual(context);
  });
});
