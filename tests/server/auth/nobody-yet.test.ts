import { expect, test } from 'vitest';
import { Browser, Office } from './office.ts';

test('a desk that nobody has joined says so to whoever opens it, and never again after that', async () => {
  const office = new Office();
  const said = async () => {
    const { status, body } = await new Browser(office).me();
    return [status, body.users];
  };
  expect(await said()).toEqual([401, 0]);
  await office.join('dana@willowstreet.example', 'owner');
  expect(await said()).toEqual([401, undefined]);
});
