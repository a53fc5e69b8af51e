/** Rows for the tools; sentences about them come from computed findings, though the names in them may be said. */
export const ROWS: ReadonlySet<string> = new Set(['campaign_data', 'rows']);

/** What a context holds of single people: no model is shown it, and no answer may repeat a figure of it. */
export const PERSONAL_CONTEXT: ReadonlySet<string> = new Set(['recipients', 'suppression_list', 'purchases', 'activity', 'send_history']);

/** Pages, which would only fill a prompt. */
const PAGES: ReadonlySet<string> = new Set(['html', 'mjml']);

/** The context of a task as models may see it. */
export function shownContext(context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isShown = (name: string) => !ROWS.has(name) && !PERSONAL_CONTEXT.has(name) && !PAGES.has(name);
  return Object.fromEntries(Object.entries(context).filter(([name]) => isShown(name)));
}
