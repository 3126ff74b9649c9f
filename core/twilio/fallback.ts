import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import type { Config } from '../config/schema.ts';
import { say } from './voice.ts';

/**
 * What a TwiML Bin should hold, for Twilio to say by itself while we cannot be reached: the emergency words in each of the
 * practice's languages, and a voicemail, which is fetched once we are back (docs/decisions/fallback.md).
 */
export function fallbackTwiml(config: Config): string {
  const response = new VoiceResponse();
  const { languages } = config.practice;
  for (const language of languages) {
    say(config, response, language, 'opening');
    say(config, response, language, 'failure');
  }
  response.record({
    maxLength: Math.round(config.continuation.voicemail.longest / 1000),
    timeout: 8,
    finishOnKey: '#*',
    playBeep: true,
    trim: 'trim-silence',
  });
  // Only an empty recording comes here: after another the bin is asked once more, and whoever stays hears it again.
  for (const language of languages) say(config, response, language, 'goodbye_empty');
  response.hangup();
  return response.toString();
}
