/** A reason that ends the program at start-up: one sentence for the person who runs it, saying what to do. */
export class StartupError extends Error {
  override name = 'StartupError';
}
