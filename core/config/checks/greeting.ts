import { extname } from 'node:path';
import type { Check } from './check.ts';

/** What Twilio's <Play> takes and browsers can play as well. */
const PLAYABLE = ['.wav', '.mp3'];

export const greetingCanBePlayed: Check = {
  reads: ['lines.*.greeting'],
  find: ({ lines }, { around }) =>
    lines.flatMap(({ greeting }, i) => {
      if (greeting === null) return [];
      const path = ['lines', i, 'greeting', 'play'];
      if (!PLAYABLE.includes(extname(greeting.play).toLowerCase())) {
        return [{ path, message: 'expected a file that ends in .wav or .mp3' }];
      }
      return around.exists(greeting.play)
        ? []
        : [{ path, message: `there is no readable file ${greeting.play}` }];
    }),
};
