import { expect, test } from 'vitest';
import { en } from '../../core/texts/en.ts';
import { call, leaveVoicemail } from './calling.ts';
import { only } from './texting.ts';
import { KITCHEN, World } from './world.ts';

test.each(['callback', 'rest'] as const)(
  'a text to a landline does not arrive, and the entry says so (refused by %s)',
  async landlineRefusal => {
    const world = await World.begin({ simulator: { settings: { landlineRefusal } } });
    await call(world, KITCHEN);
    await leaveVoicemail(world, KITCHEN);
    const summary = await world.summary();
    expect(summary.notes.map(code => en.notes[code as 'text_landline'])).toEqual([
      'A text did not arrive: landline. Call instead.',
    ]);
    const byRest = landlineRefusal === 'rest';
    expect(summary).toEqual(
      only(
        byRest
          ? {
              calls: ['Kitchen: missed'],
              legs: ['Front desk: no-answer', 'Dana: no-answer'],
              texts: [
                'Kitchen: continuation (refused 400)',
                'Dana: alert (delivered)',
                'Dana: alert (delivered)',
              ],
              requests: ['GET Recordings', 'DELETE Recordings'],
              entries: ['Kitchen: missed_call, voicemail (open)'],
              notes: ['text_landline'],
              consents: ['Kitchen: given by call'],
              undone: ['send_text failed: http_400', 'send_alert pending'],
              rows: { contacts: 1, calls: 1, messages: 1, voicemails: 1, form_links: 1, alerts: 3 },
              logs: ['effect_not_done'],
            }
          : {
              calls: ['Kitchen: missed'],
              legs: ['Front desk: no-answer', 'Dana: no-answer'],
              texts: [
                'Kitchen: continuation (undelivered)',
                'Dana: alert (delivered)',
                'Dana: alert (delivered)',
              ],
              requests: ['GET Recordings', 'DELETE Recordings'],
              entries: ['Kitchen: missed_call, voicemail (open)'],
              notes: ['text_landline'],
              consents: ['Kitchen: given by call'],
              undone: ['send_alert pending'],
              rows: { contacts: 1, calls: 1, messages: 1, voicemails: 1, form_links: 1, alerts: 3 },
            },
      ),
    );
  },
);
