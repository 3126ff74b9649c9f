import { expect, test } from 'vitest';
import { createNtfyAlerts } from '../../../../core/alerts/ntfy/index.ts';
import type { EffectId, Phone } from '../../../../core/ids.ts';
import { textsOf } from '../../../../core/texts/texts.ts';
import { FakeHttp, type Heard } from '../../../contract/fake-http.ts';

async function heardOf(urgent: boolean, token: string | null): Promise<Heard> {
  const server = await FakeHttp.begin();
  const target = createNtfyAlerts({
    rest: null as never,
    fetch,
    now: () => 0,
    settings: () => ({ url: server.url, token }),
    patience: 1_000,
  });
  const { staff: words } = textsOf('en', {});
  const effect = '019aa000-0000-7000-8000-00000000beef' as EffectId;
  const from = '+12125550100' as Phone;
  await target.send(
    { effect, from, sender: 'Willow Street', urgent, count: 1, again: false, words },
    { staff: 'dana', address: 'dana-4k9mR27tQxwz8' },
  );
  await server.end();
  return server.heard[0]!;
}

test('the whole request: the topic stands in the body, not in the address', async () => {
  const { method, path, body, headers } = await heardOf(false, null);
  expect([method, path]).toEqual(['POST', '/']);
  expect(JSON.parse(body)).toEqual({
    topic: 'dana-4k9mR27tQxwz8',
    title: 'Willow Street: new entry',
    message: 'There is a new entry. Please open the queue.',
    priority: 3,
    sequence_id: '019aa000-0000-7000-8000-00000000beef',
  });
  expect(headers['user-agent']).toBe('Second-Ring');
  expect(headers.authorization).toBeUndefined();
});

test('what is urgent comes with the highest priority, and a token where there is one', async () => {
  const { body, headers } = await heardOf(true, 'tk_marmalade93');
  expect(JSON.parse(body).priority).toBe(5);
  expect(headers.authorization).toBe('Bearer tk_marmalade93');
});
