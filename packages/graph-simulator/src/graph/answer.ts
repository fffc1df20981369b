/** An answer before it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it is sent: JSON, unless a fault made it something else. */
  readonly body: string;
  /** Calls it counted as. */
  readonly calls: number;
}
