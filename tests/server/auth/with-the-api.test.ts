import { expect, test } from 'vitest';
import { Browser, Office, PASSWORD } from './office.ts';

test('the API knows who has signed in, and covers for who went away', async () => {
  const office = new Office();
  await office.join('sam@willowstreet.example');
  const half = new Browser(office);
  expect((await half.send('GET', '/api/queue')).status).toBe(401);
  await half.signIn(PASSWORD, 'sam@willowstreet.example');
  expect((await half.send('GET', '/api/queue')).status).toBe(401);

  const dana = await office.dana();
  expect((await dana.send('GET', '/api/queue')).status).toBe(200);
  office.pass(15 * 60_000);
  const covered = await dana.send('GET', '/api/queue');
  expect([covered.status, covered.body.type]).toEqual([423, 'urn:second-ring:problem:covered']);
  await dana.post('/auth/unlock', { password: PASSWORD });
  expect((await dana.send('GET', '/api/queue')).status).toBe(200);
  await dana.post('/auth/sign-out');
  expect((await dana.send('GET', '/api/queue')).status).toBe(401);
});
