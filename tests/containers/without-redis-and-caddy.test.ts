import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { askPlainly } from './door.ts';
import { Installation } from './installation.ts';
import { DANA, LINE, NAME, ROBIN } from './practice.ts';

const PORT = 18_080;
const URL_OF = `https://${NAME}`;

let practice: Installation;

beforeAll(async () => {
  const files = ['docker-compose.yml', 'docker-compose.no-redis.yml', 'docker-compose.own-proxy.yml'];
  practice = new Installation(inject('engine'));
  await practice.setUp({
    redis: false,
    settings: { COMPOSE_FILE: files.join(':'), SECOND_RING_PORT: String(PORT) },
  });
  await practice.compose('up', '-d');
  await practice.areHealthy(['app', 'worker']);
});
afterAll(() => practice?.end());

test('neither Valkey nor Caddy is started', async () => {
  for (const service of ['valkey', 'caddy'] as const) {
    await expect(practice.id(service)).rejects.toThrow('has no container');
  }
});

test('a proxy on this machine reaches the server, and nobody else does', async () => {
  expect(await askPlainly('/livez', PORT)).toMatchObject({ status: 200, body: 'ok' });
  const { PortBindings } = (await practice.inspect('app')).HostConfig;
  expect(PortBindings).toMatchObject({ '8080/tcp': [{ HostIp: '127.0.0.1', HostPort: String(PORT) }] });
});

test('a missed call becomes a text and an entry all the same', async () => {
  const phones = await practice.startCarrier(URL_OF, '', 'http://app:8080');
  await phones.do({ type: 'call', phone: ROBIN, to: LINE });
  await phones.can(DANA, 'lift');
  await phones.do({ type: 'decline', phone: DANA });
  await phones.text(ROBIN, 'Sorry we missed your call.');
  await phones.text(DANA, 'new entry');
  await phones.do({ type: 'hang-up', phone: ROBIN });
  expect((await practice.onlyEntry()).contact?.phone).toBe(ROBIN);
});
