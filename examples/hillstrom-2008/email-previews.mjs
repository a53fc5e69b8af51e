import fs from 'node:fs';
import path from 'node:path';

/**
 * Writes each e-mail as an HTML file, and a page that links them all.
 * @param {Array<{ id: string, audience?: string, subject?: string, html: string }>} emails
 * @param {string} note who wrote them, shown above them
 * @param {string} folder gets emails/<id>.html and, when there is any e-mail, index.html; older previews are removed
 * @returns {Map<string, string>} path of each preview relative to `folder`, by the e-mail's id
 */
export function writePreviews(emails, folder, note) {
  const below = path.join(folder, 'emails');
  fs.rmSync(below, { recursive: true, force: true });
  fs.rmSync(path.join(folder, 'index.html'), { force: true });
  const previews = new Map();
  if (emails.length === 0) return previews;
  fs.mkdirSync(below, { recursive: true });
  for (const { id, html } of emails) {
    const file = `emails/${unusedName(id, previews)}.html`;
    fs.writeFileSync(path.join(folder, file), html);
    previews.set(id, file);
  }
  fs.writeFileSync(path.join(folder, 'index.html'), index(emails, previews, note));
  return previews;
}

/** The id as a file name: what an agent wrote decides nothing about folders. */
function unusedName(id, previews) {
  const name =
    String(id)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'email';
  const taken = new Set(previews.values());
  for (let suffix = ''; ; suffix = `-${Number(suffix.slice(1) || 1) + 1}`)
    if (!taken.has(`emails/${name}${suffix}.html`)) return name + suffix;
}

function index(emails, previews, note) {
  const cards = emails.map(
    ({ id, audience, subject }) => `    <section>
      <h2>${escape(audience ?? id)}</h2>
      <p><a href="${previews.get(id)}">${escape(subject ?? 'without a subject')}</a></p>
      <iframe sandbox loading="lazy" src="${previews.get(id)}" title="${escape(subject ?? id)}"></iframe>
    </section>`,
  );
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Hillstrom 2008: the e-mails</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; color: #1b1f24; background: #f6f7f9; }
      main { display: grid; grid-template-columns: repeat(auto-fill, minmax(22rem, 1fr)); gap: 1.5rem; }
      section { background: #fff; border: 1px solid #d8dee4; border-radius: 8px; padding: 1rem; }
      h2 { font-size: 1rem; margin: 0; }
      iframe { width: 100%; height: 32rem; border: 1px solid #d8dee4; }
    </style>
  </head>
  <body>
    <h1>Hillstrom 2008: the e-mails</h1>
    <p><a href="report.md">The report</a> · by ${escape(note)}</p>
    <main>
${cards.join('\n')}
    </main>
  </body>
</html>
`;
}

function escape(text) {
  return String(text).replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
