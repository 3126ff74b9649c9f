import { expect, onTestFinished, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { Installation } from './installation.ts';
import { mainPath, NEEDLES } from './main-path.ts';

test('without Redis, everything is the same', async () => {
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const practice = await Installation.begin();
  const server = await practice.serve();
  const worker = await practice.work();

  const token = await mainPath(practice, browser);

  expect(await server.stop()).toMatchObject({ code: 0 });
  expect(await worker.stop()).toMatchObject({ code: 0 });
  const logs = server.output + worker.output;
  expect(logs).toContain('"event":"stopped"');
  expect([...NEEDLES, token].filter(needle => logs.includes(needle))).toEqual([]);
}, 90_000);
