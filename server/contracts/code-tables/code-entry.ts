/** One line of a code table. Codes are upper case and never reused; Chinese label first. */
export interface CodeEntry {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** Code of the broader entry, in this table or the one it refines. */
  readonly parent?: string;
  /** A line of help, such as the evidence a readiness level asks for. */
  readonly hintZh?: string;
  readonly hintEn?: string;
  /** Reserved, its name not settled: valid in data, not offered for choice. */
  readonly open?: true;
  /** Merged into another code: old data is mapped to it. */
  readonly replacedBy?: string;
}
