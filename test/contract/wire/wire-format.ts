import type { ToolCall, ToolChoice } from '../../../src/models/model-provider';

/**
 * How a provider writes an answer on the wire, and where it finds what it was asked. All bodies count 120 tokens in and 30 out.
 * What is optional is what a provider may not be able to do; without it those cases are not run.
 */
export interface WireFormat {
  path: string;
  /** An answer of text; 100 tokens of it cached, 10 of reasoning. */
  answer: (text: string | null, changes?: Record<string, unknown>) => Record<string, unknown>;
  /** The same with the structured answer where that provider puts it. */
  structured: (value: unknown) => Record<string, unknown>;
  /** An answer that does not say why it ended. */
  unfinished: (text: string) => Record<string, unknown>;
  /** What an error looks like; it echoes a secret that must not be passed on. */
  error: Record<string, unknown>;
  /** An error of this kind, as it stands in a body or in an event. */
  failure?: (kind: FailureKind) => Record<string, unknown>;
  /** A refusal that says in its body in how many seconds to come back. */
  slowDown?: (seconds: number) => Record<string, unknown>;
  /** What the request holds that bounds the completion to 100 tokens. */
  bound: Record<string, unknown>;
  tools?: ToolWire;
  /** What the request holds that shows this image to the model. */
  images?: { inline: Matched; url: Matched };
  streaming?: StreamWire;
}

/** What the body of a request must match, in the sense of `toMatchObject`. */
export type Matched = Record<string, unknown>;

export type FailureKind = 'overloaded' | 'rate-limited' | 'invalid' | 'context';

/** Calls of tools on the wire. */
export interface ToolWire {
  /** An answer that calls tools. */
  calling: (calls: readonly ToolCall[]) => Record<string, unknown>;
  /** A request in which the tool `weather` (see `WEATHER`) may be called. */
  definition: Matched;
  choice: (choice: ToolChoice) => Matched;
  /** A request after `call` was made and answered. */
  conversation: (call: ToolCall, result: string) => Matched;
}

/** Streams on the wire: each text is one event, to be sent as it is. */
export interface StreamWire {
  path?: string;
  events: (answer: StreamedAnswer) => string[];
  /** What comes after the events of a whole answer, and may be missing; empty where there is no such mark. */
  done: string[];
  error: (kind: FailureKind) => string;
}

/** What a stream says. Without `finish` it stops in the middle. */
export interface StreamedAnswer {
  texts?: readonly string[];
  calls?: readonly ToolCall[];
  finish?: 'stop' | 'length' | 'tool_calls';
}
