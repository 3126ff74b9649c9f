/** A reason that ends the program at start-up: one sentence for the person who runs it, saying what to do. */
export class StartupError extends Error {
  override name = 'StartupError';
}

/**
 * An attempt at something outside failed. `sent` says what is known: `no` (refused, or never connected) or `unknown`
 * (timed out, cut off, or an error after it was written). Carries codes only, never words or numbers of people.
 */
export class EdgeError extends Error {
  override name = 'EdgeError';
  readonly sent: 'no' | 'unknown';
  /** Whether trying again is pointless. */
  readonly permanent: boolean;
  readonly code: string;
  /** The carrier's own error number, if it named one. */
  readonly errorCode: number | null;
  /** Milliseconds that the other side asked us to wait, if it did. */
  readonly retryAfter: number | null;

  constructor(
    code: string,
    facts: {
      sent: 'no' | 'unknown';
      permanent?: boolean;
      errorCode?: number | null;
      retryAfter?: number | null;
    },
  ) {
    super(code);
    this.code = code;
    this.sent = facts.sent;
    this.permanent = facts.permanent ?? false;
    this.errorCode = facts.errorCode ?? null;
    this.retryAfter = facts.retryAfter ?? null;
  }
}

/** An error's class, for a log: its message could hold what a person wrote. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
