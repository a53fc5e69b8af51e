interface KnownPath {
  matches: RegExp;
  methods: Set<string>;
}

/** Which methods each path of the API takes, for whoever used another. */
export class KnownMethods {
  private readonly paths = new Map<string, KnownPath>();

  /** To be told of every route. */
  note({ url, method }: { url: string; method: string | string[] }): void {
    if (url.includes('*')) return;
    const known = this.paths.get(url) ?? { matches: patternOf(url), methods: new Set() };
    for (const one of [method].flat()) known.methods.add(one);
    this.paths.set(url, known);
  }

  /** The header `Allow` for a path that no route of the method asked for has; undefined where no other method has it either. */
  allowFor(url: string): string | undefined {
    const path = url.split('?')[0]?.replace(/(?<=.)\/$/, '') ?? '';
    const methods = [...this.paths.values()].filter(({ matches }) => matches.test(path)).flatMap((known) => [...known.methods]);
    return methods.length === 0 ? undefined : [...new Set(methods)].sort().join(', ');
  }
}

function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${parts.join('/')}$`);
}
