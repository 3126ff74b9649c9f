import { expect, test } from 'vitest';
import { DANA, Installation, OWNER } from './installation.ts';

test('test-call rings the phones of staff, and tells who pressed 1', async () => {
  const practice = await Installation.begin();
  await practice.serve();
  await practice.work();
  await practice.do({ type: 'set-phone', number: OWNER, phone: { voicemailAfterSeconds: 1 } });
  const command = practice.start('test-call');
  await practice.rings(DANA);
  await practice.do({ type: 'answer', phone: DANA });
  await practice.heard(DANA, 'Press 1');
  await practice.do({ type: 'press', phone: DANA, keys: '1' });
  await command.says('Dana Reyes: pressed 1. This phone works.');
  expect((await command.ends(45_000)).code).toBe(1);
  expect(command.stdout).toContain('Sam Okafor: nobody pressed 1.');
  expect(command.stdout).not.toContain(DANA);
  expect(practice.logs).not.toContain(DANA);
  expect(await practice.inDatabase(read => read.selectFrom('calls').selectAll().execute())).toEqual([]);
  const audit = await practice.inDatabase(read =>
    read.selectFrom('audit').select(['who', 'what', 'about']).where('what', '=', 'phone_tested').execute(),
  );
  expect(audit).toEqual(['dana', 'owner'].map(about => ({ who: 'command', what: 'phone_tested', about })));
}, 120_000);

test('without server or worker it says what is missing, and rings nobody', async () => {
  const practice = await Installation.begin();
  const server = await practice.serve();
  expect((await practice.command('test-call', '--who', 'nobody')).stderr).toContain(
    'nobody is nobody on staff. There are: dana, owner.',
  );
  const { code, stderr } = await practice.command('test-call');
  expect(code).toBe(1);
  expect(stderr).toContain('the worker (npx --no second-ring work)');
  await server.stop();
  expect(practice.simulator.state().rest).toEqual([]);
}, 120_000);
