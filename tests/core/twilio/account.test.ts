import { describe, expect, test } from 'vitest';
import { accountSettings } from '../../../core/twilio/account.ts';
import { ACCOUNT, LANDLINE, LINE, Practice, ROBIN, response, TOKEN } from '../../simulator/practice.ts';

function settings(practice: Practice, { authToken = TOKEN } = {}) {
  const account = {
    accountSid: ACCOUNT,
    authToken,
    apiUrl: 'http://carrier.test',
    publicUrl: 'http://practice.test',
  };
  return accountSettings(
    () => account,
    async (url, init) => practice.simulator.app.fetch(new Request(url, init)),
  );
}

const SERVICE = {
  sid: `MG${'1'.repeat(32)}`,
  name: 'Texts',
  numbers: [LINE],
  inboundUrl: null,
  useNumbersOwn: false,
  campaigns: [{ status: 'VERIFIED', help: 'Write to us.' }],
};

describe('what is set at the carrier', () => {
  test('the account itself', async () => {
    const practice = new Practice({}, { account: { name: 'Willow', status: 'suspended', type: 'Trial' } });
    expect(await settings(practice).account()).toEqual({ name: 'Willow', state: 'suspended', trial: true });
  });

  test('each number, with what goes before its own addresses', async () => {
    const practice = new Practice({});
    const more = { trunk_sid: 'TK1', voice_receive_mode: 'fax', sms_fallback_url: 'http://x.example/f' };
    await practice.simulator.do({ type: 'set-line', number: LINE, line: { more } });
    const [number, ...others] = await settings(practice).numbers();
    expect(others).toEqual([]);
    expect(number).toMatchObject({
      number: LINE,
      calls: true,
      texts: true,
      settings: {
        voice_url: 'http://practice.test/voice',
        voice_method: 'POST',
        status_url: 'http://practice.test/call-status',
        text_url: 'http://practice.test/message',
        text_fallback_url: 'http://x.example/f',
        voice_fallback_url: '',
        voice_application: '',
        trunk: 'TK1',
        receives: 'fax',
      },
    });
  });

  test('a change is made, and what is then there comes back', async () => {
    const practice = new Practice({});
    await practice.simulator.do({ type: 'set-line', number: LINE, line: { more: { trunk_sid: 'TK1' } } });
    const rest = settings(practice);
    const [before] = await rest.numbers();
    const voice = 'https://calls.example/voice#rc=2&rp=ct,rt,5xx';
    const changed = await rest.changeNumber(before!.sid, { voice_url: voice, trunk: '' });
    expect(changed.settings).toMatchObject({ voice_url: voice, trunk: '' });
    expect(practice.simulator.state().lines[0]!.voiceUrl).toBe(voice);
    expect((await rest.numbers())[0]).toEqual(changed);
  });

  test('services with their numbers and campaigns, on however many pages', async () => {
    const many = Array.from({ length: 120 }, (_none, index) => ({
      ...SERVICE,
      sid: `MG${String(index).padStart(32, '0')}`,
      numbers: [],
      campaigns: [],
    }));
    const practice = new Practice({}, { account: { services: [...many, SERVICE] } });
    const services = await settings(practice).services();
    expect(services).toHaveLength(121);
    expect(services.at(-1)).toEqual({
      sid: SERVICE.sid,
      name: 'Texts',
      numbers: [LINE],
      byNumber: false,
      url: '',
      campaigns: [{ state: 'VERIFIED', help: 'Write to us.' }],
    });
  });

  test('a service that leaves texts to the number: then they come', async () => {
    const practice = new Practice({ '/message': response('') }, { account: { services: [SERVICE] } });
    await practice.simulator.do({ type: 'text', phone: ROBIN, to: LINE, body: 'hello' });
    await practice.pass(1);
    expect(practice.asked).toEqual([]);
    await settings(practice).changeService(SERVICE.sid, true);
    await practice.simulator.do({ type: 'text', phone: ROBIN, to: LINE, body: 'hello' });
    await practice.pass(1);
    expect(practice.asked.map(({ path }) => path)).toEqual(['/message']);
  });

  test('verifications of toll-free numbers, newest first', async () => {
    const number = '+18885550100';
    const verifications = ['TWILIO_REJECTED', 'IN_REVIEW'].map(status => ({ number, status }));
    const practice = new Practice({}, { account: { verifications } });
    expect(await settings(practice).verifications()).toEqual([
      { number, state: 'IN_REVIEW' },
      { number, state: 'TWILIO_REJECTED' },
    ]);
  });

  test('what kind of phone a number is', async () => {
    const rest = settings(new Practice({}));
    expect(await rest.kindOf(LANDLINE)).toBe('landline');
    expect(await rest.kindOf('+12125550177')).toBe(null);
  });
});

describe('whether strangers hear recordings', () => {
  const recorded = async (recordingMediaAuth: boolean) => {
    const answers = { '/voice': response('<Record action="/over"/>'), '/over': response('<Hangup/>') };
    const practice = new Practice(
      { ...answers, '/call-status': response('') },
      { settings: { recordingMediaAuth } },
    );
    await practice.simulator.do({ type: 'call', phone: ROBIN, to: LINE });
    await practice.pass(1);
    await practice.simulator.do({ type: 'speak', phone: ROBIN, words: 'Please call me.', seconds: 3 });
    await practice.pass(5);
    await practice.simulator.do({ type: 'hang-up', phone: ROBIN });
    await practice.pass(10);
    return settings(practice);
  };

  test('cannot be known without a recording', async () => {
    expect(await settings(new Practice({})).mediaIsOpen()).toBe(null);
  });
  test('is tried without the token', async () => {
    expect(await (await recorded(false)).mediaIsOpen()).toBe(true);
    expect(await (await recorded(true)).mediaIsOpen()).toBe(false);
  });
});

describe('when it goes wrong', () => {
  test('a wrong token is told by its code', async () => {
    const refused = settings(new Practice({}), { authToken: 'another' }).account();
    await expect(refused).rejects.toMatchObject({ code: 'http_401', errorCode: 20003, sent: 'no' });
  });

  test.each([429, 503])('an answer of %i is an error of the edge', async status => {
    const practice = new Practice({});
    const effect = { type: 'status', status, accepted: false } as const;
    await practice.simulator.do({ type: 'fault', fault: { on: 'rest', count: 1, effect } });
    await expect(settings(practice).numbers()).rejects.toMatchObject({ code: `http_${status}` });
  });

  test('without another address each of Twilio’s hosts is asked, and the token goes to no other', async () => {
    const asked: string[] = [];
    const account = { accountSid: ACCOUNT, authToken: TOKEN, apiUrl: null, publicUrl: 'https://x.example' };
    const rest = accountSettings(
      () => account,
      async url => {
        asked.push(String(url));
        const meta = { key: 'verifications', next_page_url: 'https://twilio.com.evil.example/v1/Next' };
        return Response.json({ verifications: [], meta });
      },
    );
    await expect(rest.verifications()).rejects.toMatchObject({ code: 'not_understood' });
    expect(asked).toEqual(['https://messaging.twilio.com/v1/Tollfree/Verifications?PageSize=100']);
  });
});
