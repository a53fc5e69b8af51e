/** One rule that code held a piece to; advice, not a gate. */
export interface Check {
  rule: string;
  passed: boolean;
  detail: string;
}

/** Copy of any format: the fields that it has, each as plain text. */
export interface CopyText {
  subject?: string;
  preheader?: string;
  /** Of a landing page: what the tab and the search result show. */
  title?: string;
  description?: string;
  headline?: string;
  /** Paragraphs. */
  body?: string[];
  call_to_action?: string;
  /** Of a social post. */
  text?: string;
}

/** What the model writes for an e-mail. */
export interface Copy extends CopyText {
  subject: string;
  preheader: string;
  headline: string;
  body: string[];
  call_to_action: string;
}

/** What code makes of a copy: 0–100, higher is better, and what each lost point was lost for. */
export interface Score {
  score: number;
  reasons: string[];
}

/** One way to write a piece, judged. */
export type Variant<Text extends CopyText = CopyText> = Text & Score & { checks: Check[] };

/** One e-mail for one audience; `id` is that of its segment. It is the best of its variants, where it has several; they stand best first. */
export interface Piece extends Copy, Partial<Score> {
  id: string;
  audience: string;
  checks: Check[];
  variants?: Variant<Copy>[];
}

/** The same for copy that is no e-mail. */
export interface TextPiece extends CopyText, Score {
  id: string;
  audience: string;
  checks: Check[];
  variants?: Variant[];
}

/** What the content agent puts into `AgentResult.output`, beside what its kind of work adds. */
export interface ContentOutput {
  task_type: 'generate' | 'edit' | 'analyse';
  format: 'email' | 'subject_lines' | 'landing_page' | 'social';
  /** Whole e-mails only: other steps lay them out. */
  pieces: Piece[];
  /** Copy in any other format. */
  texts: TextPiece[];
}
