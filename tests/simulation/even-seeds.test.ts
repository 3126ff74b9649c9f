import { expect, test } from 'vitest';
import { run } from '../../simulate/run.ts';
import { everySecond, playAndHold } from './hold.ts';

const COUNT = 120;

/** Promises that hold because nothing happened prove nothing: each of these came about in at least one of the runs. */
const MUST_BE_MET = [
  'call taken client',
  'call missed client',
  'call missed withheld',
  'call refused blocked',
  'ask crisis by text',
  'ask crisis by form',
  'ask voicemail by voicemail',
  'ask callback by text',
  'ask message by form',
  'voicemail stored',
  'voicemail empty',
  'text continuation delivered',
  'text continuation undelivered',
  'text continuation not_found',
  'text crisis delivered',
  'text staff words delivered',
  'effect send_text cancelled too_late',
  'effect send_text cancelled slip',
  'effect send_text failed not_found',
  'effect send_alert failed not_found',
  'effect find_text done',
  'effect check_text done',
  'note heard_late',
  'note text_not_found',
  'effect send_alert cancelled folded',
  'effect send_alert failed http_400',
  'effect settle_call done',
  'effect remind_staff done',
  'effect remind_staff cancelled taken',
  'effect remind_staff cancelled handled',
  'digest delivered',
  'effect send_alert cancelled seen',
  'note everybody_alerted',
  'note alerts_ended',
  'alert urgent failed',
  'note crisis_reply_not_sent',
  'note no_one_left_to_alert',
  'note number_confirmed',
  'webhook dial superseded ct',
  'webhook voice superseded rt',
  'webhook message superseded 5xx',
  'the server died',
  'the worker died',
  'staff reply',
  'staff handle',
];

test(`whatever happens in ${COUNT} more, every promise holds, and much does happen`, {
  timeout: 600_000,
}, async () => {
  const met = await playAndHold(everySecond(2, COUNT));
  expect(MUST_BE_MET.filter(situation => !met.has(situation))).toEqual([]);
});

test('one seed is one run, to the byte', async () => {
  const [once, again, other] = [await run(7), await run(7), await run(8)];
  expect(once.trace.length).toBeGreaterThan(2_000);
  expect(again.trace).toBe(once.trace);
  expect(other.trace).not.toBe(once.trace);
});
