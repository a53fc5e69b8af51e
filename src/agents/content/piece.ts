/** One rule that code held a piece to; advice, not a gate. */
export interface Check {
  rule: string;
  passed: boolean;
  detail: string;
}

/** What the model writes. */
export interface Copy {
  subject: string;
  preheader: string;
  headline: string;
  /** Paragraphs. */
  body: string[];
  call_to_action: string;
}

/** One e-mail for one audience; `id` is that of its segment. */
export interface Piece extends Copy {
  id: string;
  audience: string;
  checks: Check[];
}

/** What the content agent puts into `AgentResult.output`. */
export interface ContentOutput {
  pieces: Piece[];
}
