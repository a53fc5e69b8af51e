import type { Cell, ColumnType } from '../dataset';

/** What turns the text of a cell into its value, in a column of this type. */
export function cellReader(type: ColumnType): (text: string) => Cell {
  switch (type) {
    case 'integer':
    case 'number':
      return (text) => Number(text) + 0; // without the sign of -0
    case 'boolean':
      return (text) => text.trim().toLowerCase() === 'true';
    case 'date':
      return (text) => text.trim();
    case 'text':
      return (text) => text;
  }
}
