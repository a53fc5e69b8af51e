import { ParseError, Parser, TypeGuards, type TopLevelToken } from 'liquidjs';

/** Tags that open other templates: there are none. */
const REFUSED: ReadonlySet<string> = new Set(['include', 'render', 'layout', 'block']);
/** Tags and outputs of one part, and tags within tags: each level is a dozen calls deep when it is rendered. */
const MOST_TAGS = 5_000;
const MOST_LEVELS = 100;

/** Parses one part of a mail, and no more than a mail needs. */
export class BoundedParser extends Parser {
  private levels = 0;
  private tags = 0;

  /** One tag, output or text, with all that is in it. @throws LiquidError at the place of what is refused. */
  override parseToken(token: TopLevelToken, remainTokens: TopLevelToken[]): ReturnType<Parser['parseToken']> {
    const isTag = TypeGuards.isTagToken(token);
    if (isTag && REFUSED.has(token.name)) return this.refuse(token, `the tag "${token.name}" opens other templates, and there are none`);
    this.tags += TypeGuards.isHTMLToken(token) ? 0 : 1;
    if (this.tags > MOST_TAGS) return this.refuse(token, `there are more than ${MOST_TAGS} tags and outputs`);
    this.levels += 1;
    if (this.levels > MOST_LEVELS) return this.refuse(token, `tags stand in each other more than ${MOST_LEVELS} levels deep`);
    const template = super.parseToken(token, remainTokens);
    this.levels -= 1;
    return template;
  }

  private refuse(token: TopLevelToken, message: string): never {
    throw new ParseError(new Error(message), token);
  }
}
