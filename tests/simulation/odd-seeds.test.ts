import { test } from 'vitest';
import { everySecond, playAndHold } from './hold.ts';

/** `npm run simulate -- --seeds N` plays as many as there is time for. */
const COUNT = 100;

test(`whatever happens in ${COUNT} runs, every promise holds`, { timeout: 600_000 }, async () => {
  await playAndHold(everySecond(1, COUNT));
});
