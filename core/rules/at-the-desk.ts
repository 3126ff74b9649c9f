const MINUTE = 60_000;

/** Whoever did something at the desk so shortly before is at it, in milliseconds. */
const ACTIVE = 2 * MINUTE;
/** An ordinary alert to somebody at the desk waits so long for them to see it there, in milliseconds. */
const HELD = 2 * MINUTE;

/**
 * Until when an ordinary alert is held back, or null: once, while its person is active at the desk, where it shows anyway.
 * `activeAt` is when they last did something there; a time ahead of now is from a clock that was set back, and tells
 * nothing. Epoch milliseconds.
 */
export function heldUntil(activeAt: number | null, heldBefore: boolean, now: number): number | null {
  if (heldBefore || activeAt === null || activeAt > now || now - activeAt >= ACTIVE) return null;
  return now + HELD;
}
