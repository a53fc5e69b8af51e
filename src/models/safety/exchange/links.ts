/** What stands in an answer for a link that was taken out. */
const REMOVED = '[link removed]';

/** An absolute address, without what may follow it in a sentence, in Markdown or in HTML. Bounded, and no two repetitions meet. */
const ADDRESS = /\b(?:https?|ftp|wss?):\/\/[^\s<>"'`)\]}]{1,2000}/giu;
/** A picture in Markdown around an address that was taken out: nothing is fetched, its words stay. */
const EMPTY_PICTURE = /!\[([^\]\n]{0,200})\]\(\[link removed\][^)\n]{0,200}\)/gu;
const TRAILING = /[.,;:!?]{1,5}$/u;

/** The words of a prompt, by who is behind them. */
export interface PromptWords {
  /** Whoever asks, and the owner. */
  own: string;
  /** Anybody at all. */
  data: string;
}

/**
 * An answer without links that could carry off what the model has read: to a place that only data names, an address must be one that data names
 * letter by letter, or somebody may have told the model to write something into it. With `trustsData` false no place counts that is not named by whoever
 * asks.
 */
export function withoutFoundLinks(answer: string, { own, data }: PromptWords, trustsData: boolean): string {
  if (!answer.includes('://')) return answer;
  const cleaned = answer.replace(ADDRESS, (found) => {
    const address = found.replace(TRAILING, '');
    const rest = found.slice(address.length);
    const host = hostOf(address);
    if (host !== undefined && own.toLowerCase().includes(host)) return found;
    const isOfData = host === undefined || data.toLowerCase().includes(host);
    const isAllowed = trustsData && (!isOfData || holds(data, address));
    return isAllowed ? found : REMOVED + rest;
  });
  return cleaned.replace(EMPTY_PICTURE, '$1');
}

/** Whether `data` has exactly this address: a longer one that begins with it is another. */
function holds(data: string, address: string): boolean {
  for (let at = data.indexOf(address); at >= 0; at = data.indexOf(address, at + 1)) {
    const next = data.slice(at + address.length, at + address.length + 2);
    if (next === '' || /^[\s<>"'`)\]}\\]|^[.,;:!?](?:\s|$)/u.test(next)) return true;
  }
  return false;
}

function hostOf(address: string): string | undefined {
  try {
    return new URL(address).hostname.toLowerCase();
  } catch {
    return undefined;
  }
}
