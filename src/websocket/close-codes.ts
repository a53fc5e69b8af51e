/** Why a connection is closed: codes of RFC 6455, section 7.4.1, and of the IANA registry. */
export const CLOSE = {
  /** No key, a bad one, a revoked one; or far too many messages. */
  policy: 1008,
  /** A fault of ours. */
  internal: 1011,
  /** This process stops: connect again at once, and resume. */
  restart: 1012,
  /** It reads too slowly, or there is no room: connect again, and resume. */
  tryAgain: 1013,
} as const;
