const CALL_DEADLINE_MS = 30_000;

/** A running service, as any client speaks to it. */
export class MeshClient {
  #url;
  #key;

  /** @param {string} url of its root @param {string} key */
  constructor(url, key) {
    this.#url = url;
    this.#key = key;
  }

  /**
   * @param {string} path under `/api/mesh`
   * @param {unknown} [body] sent as JSON; a text is sent as it is
   * @returns {Promise<any>} the parsed answer
   * @throws Error with the service's problem where it refuses
   */
  async call(method, path, body, contentType = 'application/json') {
    const response = await this.#fetch(path, {
      method,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      headers: body === undefined ? {} : { 'Content-Type': contentType },
      signal: AbortSignal.timeout(CALL_DEADLINE_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** Stores a CSV as a dataset. @returns {Promise<string>} its id, for `context.dataset_id` */
  async upload(networkId, csv, name = 'eval') {
    const { dataset_id } = await this.call('POST', `/networks/${networkId}/datasets?name=${encodeURIComponent(name)}`, csv, 'text/csv');
    return dataset_id;
  }

  /** The task once it has ended. @throws Error when that takes longer than `deadlineMs` */
  async finished(networkId, taskId, deadlineMs) {
    const events = await this.#fetch(`/tasks/${taskId}/events`, { signal: AbortSignal.timeout(deadlineMs) });
    await events.text(); // the stream ends with the task
    return this.call('GET', `/networks/${networkId}/tasks/${taskId}`);
  }

  #fetch(path, { headers, ...options }) {
    return fetch(`${this.#url}/api/mesh${path}`, { ...options, headers: { ...headers, Authorization: `Bearer ${this.#key}` } });
  }
}
