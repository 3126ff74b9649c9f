import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Line } from '../../simulator/core/state.ts';
import type { Simulator } from '../../simulator/shell.ts';
import { PUBLIC, practiceAtCarrier } from './carrier.ts';
import { CONFIG, LINE, Practice } from './practice.ts';

const RETRIES = '#rc=2&rp=ct,rt,5xx';
const OURS = {
  voiceUrl: `${PUBLIC}/webhooks/twilio/voice${RETRIES}`,
  messageUrl: `${PUBLIC}/webhooks/twilio/message${RETRIES}`,
  callStatusUrl: `${PUBLIC}/webhooks/twilio/call-status${RETRIES}`,
};
const BIN = 'https://handler.twilio.com/twiml/EH1';
const SERVICE = {
  sid: `MG${'1'.repeat(32)}`,
  name: 'Reminders',
  numbers: [LINE, '+12125550109'],
  inboundUrl: null,
  useNumbersOwn: false,
  campaigns: [],
};

const lineOf = (carrier: Simulator): Line => structuredClone(carrier.state().lines[0]!);
const writes = (carrier: Simulator) => carrier.state().rest.filter(({ method }) => method === 'POST').length;
const kept = (practice: Practice) => join(practice.folder, 'data', 'before-connect.json');

describe('second-ring connect', () => {
  test('shows what it would change, and changes nothing without a yes', async () => {
    const { carrier, practice } = await practiceAtCarrier();
    const { code, out, err } = await practice.run(['connect']);
    expect(code).toBe(1);
    expect(err).toContain(
      'nothing was changed. To go on without being asked: npx --no second-ring connect --yes',
    );
    expect(out).toContain(`Main line, ${LINE}`);
    expect(out).toContain(
      'calls go to\n    now   https://demo.twilio.com/welcome/voice/\n    then  https://calls',
    );
    expect(out).not.toContain('Careful');
    expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
    const dry = await practice.run(['connect', '--dry-run']);
    expect([dry.code, dry.out]).toEqual([0, `${out}Nothing was changed.\n`]);
    expect(writes(carrier)).toBe(0);
    expect(existsSync(kept(practice))).toBe(false);
  });

  test('after a yes calls and texts come here, asked for again when they fail, and a second run has nothing to do', async () => {
    const { carrier, practice } = await practiceAtCarrier();
    await practice.write(async () => {});
    const { code, out, err } = await practice.run(['connect', '--yes']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`${LINE}: changed.`);
    expect(lineOf(carrier)).toMatchObject(OURS);
    const audit = await practice.store.read.selectFrom('audit').select(['who', 'what', 'about']).execute();
    expect(audit).toEqual([{ who: 'command', what: 'line_connected', about: LINE }]);
    const again = await practice.run(['connect', '--yes']);
    expect(again.code).toBe(0);
    expect(again.out).toContain('Everything is set. Try it: npx --no second-ring test-call');
    expect(writes(carrier)).toBe(1);
  });

  test('says before whose calls it takes, and puts back what stood there', async () => {
    const more = { trunk_sid: 'TK1', voice_application_sid: 'AP1', voice_receive_mode: 'fax' };
    const before = { voiceUrl: 'https://user:secret@pbx.example/in', messageUrl: '', callStatusUrl: '' };
    const { carrier, practice } = await practiceAtCarrier({
      numbers: [{ number: LINE, ...before, more }],
      account: { services: [SERVICE] },
    });
    const stood = lineOf(carrier);
    const { code, out } = await practice.run(['connect', '--yes']);
    expect(code).toBe(0);
    for (const careful of ['another system', 'TwiML application', 'SIP trunk', 'faxes', '+12125550109']) {
      expect(out).toMatch(new RegExp(`Careful: [^.]*${careful.replace('+', '\\+')}`));
    }
    expect(lineOf(carrier)).toMatchObject({ ...OURS, more: { trunk_sid: '', voice_receive_mode: 'voice' } });
    expect(carrier.state().account.services[0]!.useNumbersOwn).toBe(true);
    expect(statSync(kept(practice)).mode & 0o777).toBe(0o600);

    // A second change does not make our own addresses what stood there before.
    writeFileSync(
      practice.file,
      readFileSync(practice.file, 'utf8').replaceAll('calls.willow', 'other.willow'),
    );
    expect((await practice.run(['connect', '--yes'])).code).toBe(0);
    const undone = await practice.run(['connect', '--undo', '--yes']);
    expect([undone.code, undone.err]).toEqual([0, '']);
    const { more: now, ...urls } = lineOf(carrier);
    const { more: then, ...stoodUrls } = stood;
    expect(urls).toEqual(stoodUrls);
    expect(now).toMatchObject(then);
    expect(carrier.state().account.services[0]!.useNumbersOwn).toBe(false);
    expect(existsSync(kept(practice))).toBe(false);
    expect((await practice.run(['connect', '--undo', '--yes'])).err).toContain('connect has changed nothing');
  });

  test('a line that the account has not', async () => {
    const { carrier, practice } = await practiceAtCarrier({}, yaml =>
      yaml.replace('alerts:', '  - {number: "+12125550105", name: Other, hours: office}\nalerts:'),
    );
    const { code, out } = await practice.run(['connect', '--yes']);
    expect(code).toBe(1);
    expect(out).toContain('Other, +12125550105\n  This account has no such number.');
    expect(lineOf(carrier)).toMatchObject(OURS);
  });

  test('one number that fails stops none of the others, and stays to be done', async () => {
    const fresh = { voiceUrl: '', messageUrl: '', callStatusUrl: '' };
    const numbers = [LINE, '+12125550105'].map(number => ({ number, ...fresh }));
    const { carrier, practice } = await practiceAtCarrier({ numbers }, yaml =>
      yaml.replace('alerts:', '  - {number: "+12125550105", name: Other, hours: office}\nalerts:'),
    );
    const effect = { type: 'status', status: 503, accepted: false } as const;
    await carrier.do({ type: 'fault', fault: { on: 'rest', method: 'POST', count: 1, effect } });
    const { code, out } = await practice.run(['connect', '--yes']);
    expect(code).toBe(1);
    expect(out).toContain(`${LINE}: perhaps changed, perhaps not. Twilio has trouble of its own.`);
    expect(out).toContain('+12125550105: changed.');
    expect(out).toContain('Run this again');
    expect(carrier.state().lines.map(({ voiceUrl }) => voiceUrl)).toEqual(['', OURS.voiceUrl]);
    expect((await practice.run(['connect', '--yes'])).code).toBe(0);
    expect(lineOf(carrier)).toMatchObject(OURS);
  });

  test.each([
    [401, 'does not take the account SID and auth token'],
    [429, 'asked too often. Try again in 60 seconds'],
    [503, 'trouble of its own'],
  ])('Twilio answers %i: a sentence, and nothing changed', async (status, sentence) => {
    const { carrier, practice } = await practiceAtCarrier();
    const effect = { type: 'status', status, accepted: false } as const;
    await carrier.do({ type: 'fault', fault: { on: 'rest', count: 9, effect } });
    const { code, err } = await practice.run(['connect', '--yes']);
    expect([code, err.split('\n').length]).toEqual([1, 2]);
    expect(err).toContain(sentence);
    expect(writes(carrier)).toBe(0);
  });

  test('an address that only this machine has is never given to Twilio', async () => {
    const practice = new Practice(undefined, CONFIG.replace(PUBLIC, 'https://127.0.0.1'));
    const { code, err } = await practice.run(['connect', '--yes']);
    expect(code).toBe(1);
    expect(err).toContain('which only this machine itself can reach');
  });
});

describe('when we cannot be reached', () => {
  test('it says how callers would still hear the emergency words, and prints what to paste', async () => {
    const { practice } = await practiceAtCarrier();
    expect((await practice.run(['connect', '--yes'])).out).toContain('second-ring connect --fallback');
    const { code, out } = await practice.run(['connect', '--fallback']);
    expect(code).toBe(0);
    for (const words of ['911', '988', 'Willow Street', '<Record', 'Está llamando', '<Hangup/>']) {
      expect(out).toContain(words);
    }
    expect(out).not.toContain(PUBLIC);
  });

  test('the fallback that is configured is set, and no hint is given', async () => {
    const { carrier, practice } = await practiceAtCarrier({}, yaml =>
      yaml.replace('  api_url', `  fallback_url: ${BIN}\n  api_url`),
    );
    const { out } = await practice.run(['connect', '--yes']);
    expect(lineOf(carrier).voiceFallbackUrl).toBe(BIN);
    expect(out).not.toContain('--fallback');
  });
});
