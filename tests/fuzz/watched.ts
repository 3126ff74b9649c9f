/** What one request may cost: a second of this process, or a second of waiting for nothing, in milliseconds. */
const LIMIT = 1_000;
const LOOK = 50;

/**
 * Waits for an answer, and fails when it is no answer within a second. Not a second on the wall: another process may
 * have it. Counted are the processor's time of this one, and the time its event loop had nothing at all to do.
 */
export async function watched<T>(what: () => string, answer: Promise<T>): Promise<T> {
  const cpu = process.cpuUsage();
  const loop = performance.eventLoopUtilization();
  const { promise, reject } = Promise.withResolvers<never>();
  const look = () => {
    const { user, system } = process.cpuUsage(cpu);
    const { idle } = performance.eventLoopUtilization(loop);
    if (user + system > LIMIT * 1_000)
      return `took ${Math.round((user + system) / 1_000)} ms of the processor`;
    if (idle > LIMIT) return `waited ${Math.round(idle)} ms for nothing`;
    return null;
  };
  const watch = setInterval(() => {
    const wrong = look();
    if (wrong) reject(new Error(`${wrong}: ${what()}`));
  }, LOOK);
  try {
    const given = await Promise.race([answer, promise]);
    // One that blocked the event loop could not be caught at it.
    const wrong = look();
    if (wrong) throw new Error(`${wrong}: ${what()}`);
    return given;
  } finally {
    clearInterval(watch);
  }
}
