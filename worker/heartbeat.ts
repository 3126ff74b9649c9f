import { twilioAnswered, workerIsWell } from '../core/flows/health-facts.ts';
import type { Store } from '../core/store/store.ts';
import type { TwilioAnswers } from './twilio-answers.ts';

/** How often the worker says that it runs, in milliseconds. */
const EVERY = 60_000;

export interface Heartbeat {
  store: Pick<Store, 'write'>;
  redisAnswers: () => boolean;
  answers: Pick<TwilioAnswers, 'take'>;
  onError: (error: unknown) => void;
}

/**
 * Says now and then that the worker runs, whether Redis answers it, and what Twilio's answers were like: whoever looks at
 * the desk cannot ask it.
 */
export function sayThatItRuns(
  { store, redisAnswers, answers, onError }: Heartbeat,
  every = EVERY,
): { stop(): void } {
  const say = () => {
    const heard = answers.take();
    store
      .write(async tx => {
        await workerIsWell(tx, redisAnswers());
        await twilioAnswered(tx, heard);
      })
      .catch(onError);
  };
  say();
  const timer = setInterval(say, every);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
