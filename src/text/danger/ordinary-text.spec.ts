import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findDanger } from './find-danger';
import { withoutDanger } from './without-danger';

/** What people write in names, mails, campaigns and requests for help, with all that looks like code but is none. */
const ORDINARY = [
  "Conan O'Brien's show",
  '5 < 6 and 7 > 3',
  'a && b || c',
  'SELECT the best option from our menu',
  'Please drop table reservations at 7pm; we are full.',
  'Tom & Jerry',
  'C:\\Users\\anna\\Documents\\plan.docx',
  '1=1 is true, and so is 2=2.',
  'The folder above is written ../ in most systems.',
  "import { x } from '../models'; import y from '../../config';",
  '{{ first_name }}',
  'Hello {{ name | default: "friend" }}, you saved {{ order.total | times: 0.2 | round: 2 }} today!',
  '{% if vip %}Thanks{% else %}Hi{% endif %} {% for item in items %}{{ item.name }}{% endfor %}',
  '{% assign total = price | plus: 5 %}{% include "footer" %}',
  'const greeting = `Hello ${name}, that is ${price.toFixed(2)}`;',
  '#{name} joined the team',
  'The sale ends soon -- do not miss it.',
  '"Best shoes ever" -- Anna, Berlin',
  "'Twas the night before Christmas -- and all was quiet",
  'Up to 50% off! Save 20%/month & get 2 for 1 (this week only).',
  'JavaScript: The Good Parts',
  'Skills: Java, JavaScript, SQL; tools: bash, git, Docker.',
  'We use Node.js, Express and a union of both lists; select your favourite.',
  'The union selects its delegates in May.',
  'Delete from your basket whatever you do not need.',
  'Insert into the slot marked A, update your settings, then create a table for six (near the window).',
  'Grant all staff access to the lounge.',
  '<p>Dear <b>Anna</b>,</p><p>See <a href="https://shop.example/sale?one=1&only=2">our sale</a>.</p>',
  '<img src="https://cdn.example/a.png" alt="A > B" width="600"><style>p { color: red }</style>',
  '<!--[if mso]><table><tr><td><![endif]--><td style="background: url(https://x.example/a.png)">',
  '<svg width="10" height="10"><path d="M0 0"/></svg>',
  'Use &lt;script&gt; at the end of the page.',
  'Price: $5 (was $10); order now | limited offer | free returns',
  '| name | id | email |\n|------|----|-------|\n| Anna | 7 | a@x.example |',
  'columns: name; id; email',
  'Cats; dogs; rm 204; ls 3 is the car park level',
  'Meet at 5; cat food is in the kitchen.',
  'First we ping the client, then we curl up with a book.',
  'echo chamber | head of marketing | sort of',
  'Our system ("Atlas") runs day and night. The executive (call her Ann) agreed.',
  'Confirm (yes or no). Alert: (low stock)',
  'The class inherits from __init__ and __name__ is set.',
  'A prototype of the constructor will be built by the general constructor.',
  'Prototype pollution via __proto__ is a known weakness.',
  'See https://www.example.com/path?x=1&y=2#top and http://example.org:8080/a.',
  'Write to anna@example.com or https://example.com/@anna/posts.',
  'Ratio 3/4, 10/10/2024, and/or, TCP/IP, n/a, w/o, //comment',
  'The server is at 192.168.0.1 and the gateway at 10.0.0.1.',
  'etc. and so on, e.g. /home, /about, /contact',
  'He said: "or else"; they said \'and more\'.',
  "it's 'one' or 'two', isn't it?",
  'x = 5 or y = 6',
  'Set temperature = 20 and humidity = 20%.',
  'Press Ctrl+C; then exit. Sleep 8 hours (at least). Sleep (8) hours.',
  'Wait for delay notices, or see benchmark (2024) results.',
  'Select * products from the catalogue',
  'The #1 tool for teams #growth #{',
  'Temperature {low} to {high}; {0} and {1}',
  'Math: {1, 2, 3} \\cup {4}; f(x) = x^2; a*b; 7*7 = 49',
  'Hi,\r\n\r\n\tThanks!\n-- \nAnna',
  '👩‍👩‍👧 ❤️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 👍🏽 🏳️‍🌈 1️⃣ ☎️ ✔️',
  'می‌خواهم کتاب‌ها را بخوانم',
  'क्‍ष और ज्‍ञ',
  'שלום\u200f (abc)\u200e 123',
  '葛\u{e0100}飾区',
  'Straße, naïve, façade, Zürich, 東京, Привет, Ω',
  'Donau\u00addampf\u00adschiff',
  '100% sure; 2%20 is an odd way to write it',
  'a@b.c; d@e.f',
  'if (a < b) { return c; } function f() { return 1; }',
  '$("#menu").show(); $(document).ready(start); $(this)',
  'git commit -m "x" && npm test',
  'We read /var/log/app.log and edit /etc/hosts.',
  'Version 1.2.3.4 ... and more....',
  '2024-01-31T09:00:00Z -- 10:30',
  'WHERE TO EAT: union square, order by 10 pm, having fun = having 2 = many',
  'The file:report.pdf; data: 5 rows; text/html is a media type',
  '@media print { a { color: #000 } }',
  'Formula: =SUM(A1:A3)',
];

describe('text without danger', () => {
  it.each(ORDINARY)('is left alone: %j', (text) => {
    expect(findDanger(text)).toEqual([]);
    expect(withoutDanger(text, undefined, { inCode: true })).toBe(text);
  });

  it('stays as it is in the documents of this repository but for its code samples', () => {
    const readme = readFileSync(join(__dirname, '../../../CHANGELOG.md'), 'utf8');
    expect(withoutDanger(readme)).toBe(readme);
  });
});
