import { expect, test } from 'vitest';
import { ALEX, DANA, Installation, LINE, ROBIN } from './installation.ts';
import { RedisServer } from './redis.ts';

const KIM = '+12125550150';

test('calls are answered and texts go out before Redis is there, while it is, and after it was killed', async () => {
  const redis = await RedisServer.absent();
  const practice = await Installation.begin({ redis, phones: [KIM] });
  const server = await practice.serve();
  const worker = await practice.work();
  const processes = [server, worker];
  const missedCall = async (phone: string) => {
    await practice.do({ type: 'call', phone, to: LINE });
    await practice.rings(DANA);
    await practice.do({ type: 'decline', phone: DANA });
    await practice.tone(phone);
    await practice.text(phone, 'Sorry we missed your call.');
    await practice.do({ type: 'hang-up', phone });
  };

  await missedCall(ROBIN);
  for (const one of processes) await one.says('"event":"redis_lost"');

  await redis.start();
  for (const one of processes) await one.says('"event":"redis_back"');
  await missedCall(ALEX);

  await redis.kill();
  await missedCall(KIM);
  await practice.text(DANA, 'new entry', 3);

  for (const one of processes) expect(await one.stop()).toMatchObject({ code: 0, signal: null });
}, 90_000);
