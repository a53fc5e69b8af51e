/** Media types of a table in the body of a request. */
export const CSV_MEDIA_TYPE = 'text/csv';

const TAKES_ROWS = /\/networks\/:networkId\/datasets$/;

/** Whether the route `url` reads rows as they arrive, which may take longer than a request otherwise. */
export function takesRows(url: string | undefined): boolean {
  return url !== undefined && TAKES_ROWS.test(url);
}
