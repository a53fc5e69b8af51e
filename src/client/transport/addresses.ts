const PREFIX = '/api/mesh';

/** The addresses of a mesh. All calls go to one of them, until it cannot be reached or has no time: then to the next. */
export class Addresses {
  private readonly addresses: readonly string[];
  private at = 0;

  /** @throws TypeError unless there is at least one, and each is an http or https URL. */
  constructor(urls: string | readonly string[]) {
    this.addresses = [urls].flat().map(addressOf);
    if (this.addresses.length === 0) throw new TypeError('url must name at least one address of the mesh');
  }

  get count(): number {
    return this.addresses.length;
  }

  get current(): string {
    return this.addresses[this.at] as string;
  }

  /** Goes on to the next, unless another call has done so already. */
  leave(address: string): void {
    if (address === this.current) this.at = (this.at + 1) % this.addresses.length;
  }
}

function addressOf(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw new TypeError(`url must be an http or https URL: ${text}`);
  const bare = text.replace(/\/+$/, '');
  return bare.endsWith(PREFIX) ? bare : bare + PREFIX;
}
