/** Lines of a table whose columns stand below each other; nothing for no rows but the names of its columns. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [columns, ...rows];
  const widths = columns.map((_name, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  return all
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** A value as programs read it. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
