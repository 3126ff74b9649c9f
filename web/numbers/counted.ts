import type { InferResponseType } from 'hono/client';
import type { desk } from '../ask-server.ts';

/** How the practice is doing, as the server counted it. */
export type Numbers = InferResponseType<typeof desk.numbers.$get, 200>;
