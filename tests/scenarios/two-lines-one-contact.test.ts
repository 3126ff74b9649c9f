import { expect, test } from 'vitest';
import { missedCall, only, text } from './texting.ts';
import { LINE, ROBIN, World } from './world.ts';

const SECOND = '+12125550101';
const twoLines = (yaml: string) =>
  yaml.replace(
    '\nalerts:',
    `  - {number: "${SECOND}", name: Second line, hours: office, ring: []}\n\nalerts:`,
  );

test('each line answers from its own number, and one person has one entry', async () => {
  const world = await World.begin({ config: twoLines });
  await missedCall(world, ROBIN, SECOND);
  await text(world, ROBIN, '1', { to: SECOND });
  await text(world, ROBIN, 'And I have a question about the bill.', { to: LINE });
  await world.pass(60);
  const sent = world.simulator.state().messages.filter(message => message.to === ROBIN);
  expect(sent.map(({ from }) => from)).toEqual([SECOND, SECOND, LINE]);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      texts: [
        'Dana: alert (delivered)',
        'Robin: continuation (delivered)',
        'Robin: callback_open (delivered)',
        'Dana: alert (delivered)',
        'Dana: alert (delivered)',
        'Robin: message_open (delivered)',
      ],
      entries: ['Robin: missed_call, callback, message (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending', 'send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 5, form_links: 1, alerts: 5 },
    }),
  );
});

test('STOP to one line is honoured by both', async () => {
  const world = await World.begin({ config: twoLines });
  await text(world, ROBIN, 'STOP', { to: SECOND });
  await missedCall(world, ROBIN, LINE);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      notes: ['opted_out'],
      consents: ['Robin: ended by keyword'],
      rows: { contacts: 1, calls: 1, messages: 1, alerts: 1 },
    }),
  );
});
