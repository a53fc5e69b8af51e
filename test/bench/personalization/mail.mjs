// What is rendered: recipients of a shop, and a mail of about 5 KB with conditions, a loop and filters.
const NAMES = ['Ann', 'Bob', 'Cyd', 'Dov', 'Eve', 'Flo', 'Gus', 'Hal', 'Ida'];
const PLANS = ['free', 'plus', 'pro'];

/** `count` recipients, the same in every run; every seventh has no first name. */
export function recipients(count) {
  return Array.from({ length: count }, (_none, n) => ({
    email: `person${n}@shop.example`,
    first_name: n % 7 === 0 ? '' : `${NAMES[n % NAMES.length]} ${n}`,
    city: n % 2 === 0 ? 'Zürich' : "L'Aquila",
    plan: PLANS[n % PLANS.length],
    points: (n * 37) % 900,
    last_order: `2026-0${1 + (n % 9)}-15`,
    products: ['Hat', 'Bag', 'Scarf', 'Boots'].map((name, i) => `${name} & more ${(n + i) % 50}`).join(';'),
    link: `https://shop.example/p/${n}?from=mail&x=1`,
    consent: n % 50 !== 0,
  }));
}

const ROW = `
  <tr><td style="padding:8px 16px;font-family:Arial,sans-serif;font-size:15px;line-height:22px;color:#222222">
    <a href="{{ link }}&n={{ forloop.index }}" style="color:#0b5cad;text-decoration:none">{{ forloop.index }}. {{ product | upcase | truncate: 30 }}</a>
    {% if forloop.first %}<strong style="color:#b00020">New for {{ city }}</strong>{% else %}<span>Only while stocks last</span>{% endif %}
  </td></tr>`;
const PARAGRAPH = `<p style="margin:0 0 12px;font-family:Arial,sans-serif;font-size:15px;line-height:22px;color:#222222">We have chosen these for you by hand, and they are in the shop in {{ city }} this week. Come by, or order from home: it is sent the same day, and what does not fit goes back for nothing.</p>`;

/** A template as marketers write them; its HTML becomes about 5 KB. */
export const TEMPLATE = {
  subject: '{{ first_name | default: "Hello" }}, {{ points | divided_by: 100 | floor }} rewards wait for you',
  html: `<!doctype html><html lang="en"><body style="margin:0;background:#f4f4f4"><table role="presentation" width="100%"><tr><td>
<h1 style="font-family:Arial,sans-serif;font-size:24px">Hello {{ first_name | default: "friend" | capitalize }}</h1>
${PARAGRAPH.repeat(6)}
{% assign list = products | split: ";" %}<table role="presentation">{% for product in list %}${ROW}{% endfor %}</table>
{% case plan %}{% when "pro" %}<p>Pro members get 20 % off.</p>{% when "plus" %}<p>Plus members get 10 % off.</p>{% else %}<p>Join Plus today.</p>{% endcase %}
{% if points > 500 %}<p>You have {{ points }} points: enough for a gift.</p>{% elsif points > 100 %}<p>{{ 500 | minus: points }} points to go.</p>{% endif %}
<p>Your last order: {{ last_order | date: "%-d %B %Y" }}</p>${PARAGRAPH.repeat(5)}
<p><a href="{{ link }}">Shop now</a></p></td></tr></table></body></html>`,
  text: 'Hello {{ first_name | default: "friend" }},\n{% assign list = products | split: ";" %}{% for product in list %}- {{ product }}\n{% endfor %}{{ link }}\n',
};
