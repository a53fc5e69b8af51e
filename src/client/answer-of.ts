/** What a route answers, as the service itself declares it: the type of its controller's method. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the parameters of a method say nothing about its answer
export type AnswerOf<Method extends (...given: any[]) => unknown> = Awaited<ReturnType<Method>>;

/** A page of a list. */
export interface Page<T> {
  data: T[];
  /** For the next page; null at the end. */
  next_cursor: string | null;
}

/** Which page: at most 200 things, 50 by default. */
export interface PageOptions {
  limit?: number;
  cursor?: string;
}

/** Everything in a list, page by page as it is taken. */
export async function* everyPage<T>(page: (cursor: string | undefined) => Promise<Page<T>>): AsyncGenerator<T> {
  for (let cursor: string | undefined; ;) {
    const { data, next_cursor } = await page(cursor);
    yield* data;
    if (next_cursor === null) return;
    cursor = next_cursor;
  }
}
