import { expect, test } from 'vitest';
import { createEmailAlerts } from '../../../../core/alerts/email/index.ts';
import type { EffectId, Phone } from '../../../../core/ids.ts';
import { textsOf } from '../../../../core/texts/texts.ts';
import { FakeSmtp } from '../../../contract/fake-smtp.ts';

const EFFECT = '019aa000-0000-7000-8000-00000000beef' as EffectId;

async function messageOf(changes: { urgent?: boolean; sender?: string }): Promise<string> {
  const server = await FakeSmtp.begin();
  const smtp = { host: '127.0.0.1', port: server.port, user: null, password: null };
  const target = createEmailAlerts({
    rest: null as never,
    fetch: () => Promise.reject(new Error('No HTTP')),
    now: () => Date.parse('2026-11-23T15:00:00Z'),
    settings: () => ({ from: 'alerts@willowstreet.example', smtp }),
    patience: 1_000,
  });
  const { staff: words } = textsOf('en', {});
  const alert = {
    effect: EFFECT,
    from: '+12125550100' as Phone,
    sender: 'Willow Street',
    count: 1,
    again: false,
    words,
  };
  await target.send(
    { ...alert, urgent: false, ...changes },
    { staff: 'dana', address: 'dana@willowstreet.example' },
  );
  await server.end();
  return server.messages[0] ?? '';
}

test('the whole message: nothing in it but what is listed here', async () => {
  expect((await messageOf({})).split('\r\n').toSorted()).toEqual(
    [
      'From: Willow Street <alerts@willowstreet.example>',
      'To: dana@willowstreet.example',
      'Subject: Willow Street: new entry',
      `Message-ID: <${EFFECT}@willowstreet.example>`,
      'Date: Mon, 23 Nov 2026 15:00:00 +0000',
      'Auto-Submitted: auto-generated',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 7bit',
      '',
      'There is a new entry. Please open the queue.',
      '',
      'This is only an alert: an answer to it reaches no client.',
    ].toSorted(),
  );
});

test('an urgent one says so, and no more', async () => {
  const [ordinary, urgent] = [await messageOf({}), await messageOf({ urgent: true })];
  const added = urgent.split('\r\n').filter(line => !ordinary.includes(line));
  expect(added).toEqual([
    'Importance: high',
    'Subject: Willow Street: URGENT entry',
    'There is an URGENT entry. Please open the queue now.',
  ]);
});
