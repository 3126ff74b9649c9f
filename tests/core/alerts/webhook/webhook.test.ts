import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createWebhookAlerts } from '../../../../core/alerts/webhook/index.ts';
import type { EffectId, Phone } from '../../../../core/ids.ts';
import { textsOf } from '../../../../core/texts/texts.ts';
import { FakeHttp } from '../../../contract/fake-http.ts';
import { readText } from '../../../house/source-files.ts';

const SECRET = '8f1c2b7d90e3465aa8f1c2b7d90e3465';

test('is what docs/configuration.md shows, and verifies as it says', async () => {
  const server = await FakeHttp.begin();
  const target = createWebhookAlerts({
    rest: null as never,
    fetch,
    now: () => 1_795_000_000_000,
    settings: () => ({ url: `${server.url}/alerts?token=t`, secret: [SECRET] }),
    patience: 1_000,
  });
  const { staff: words } = textsOf('en', {});
  const effect = '019aa000-0000-7000-8000-00000000beef' as EffectId;
  const from = '+12125550100' as Phone;
  await target.send(
    { effect, from, sender: 'Willow Street', urgent: false, count: 1, again: false, words },
    { staff: 'dana', address: '' },
  );
  await server.end();
  const { method, path, headers, body } = server.heard[0]!;
  expect([method, path]).toEqual(['POST', '/alerts?token=t']);
  const shown = /```json\n(.*?)```/s.exec(readText('docs/configuration.md'))?.[1] ?? '';
  expect(JSON.parse(body)).toEqual(JSON.parse(shown));
  expect(headers['content-type']).toBe('application/json');
  expect(headers['idempotency-key']).toBe(effect);

  const [, time, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['second-ring-signature']))!;
  expect(time).toBe('1795000000');
  expect(signature).toBe(createHmac('sha256', SECRET).update(`${time}.${body}`).digest('hex'));
});
