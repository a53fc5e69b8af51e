import { MAX_COLUMNS } from '../dataset-bounds';
import { kindOfText } from './cell-kind';
import { brokenDataset, quoted } from './dataset-faults';

/**
 * The names of columns in the first line of a file.
 * @throws MeshError 422 naming the columns when there are too many, one has no name, two have the same, or all of them are values.
 */
export function columnNames(cells: readonly string[], line: number): string[] {
  if (cells.length > MAX_COLUMNS) throw brokenDataset(line, `has ${cells.length} columns; a dataset has at most ${MAX_COLUMNS}`);
  const names = cells.map((cell) => cell.trim());
  if (names.every((name) => name !== '' && kindOfText(name) !== 'text')) {
    throw brokenDataset(line, 'holds values where the names of the columns belong: the header is missing');
  }
  const places = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    if (name === '') throw brokenDataset(line, `column ${index + 1} has no name`);
    const earlier = places.get(name);
    if (earlier !== undefined) throw brokenDataset(line, `columns ${earlier + 1} and ${index + 1} are both called ${quoted(name)}`);
    places.set(name, index);
  }
  return names;
}
