/** What stands before every event. */
export const BEFORE_ALL = '0-0';

/** Whether an event with the id `id` came after the one with the id `other`; both `<ms>-<number>`, as Redis gives them. */
export function isAfter(id: string, other: string): boolean {
  const [ms = '', number = ''] = id.split('-');
  const [otherMs = '', otherNumber = ''] = other.split('-');
  return Number(ms) === Number(otherMs) ? Number(number) > Number(otherNumber) : Number(ms) > Number(otherMs);
}
