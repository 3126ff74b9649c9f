import { hostname } from 'node:os';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { handIn, optionsFor } from '../../../../core/alerts/email/smtp.ts';
import { EdgeError } from '../../../../core/errors.ts';
import { FakeSmtp, type SmtpOptions, type SmtpStep, type SmtpTrouble } from '../../../contract/fake-smtp.ts';
import { CERTIFICATE } from './certificate.ts';

const MESSAGE = 'Subject: new entry\r\n\r\nThere is a new entry.\r\n.dot';
const MAIL = {
  from: 'alerts@willowstreet.example',
  to: 'dana@willowstreet.example',
  message: Buffer.from(MESSAGE),
};
const PASSWORD = 'pw-heliotrope-71';
/** This machine by a name that is not known to be this machine: TLS is insisted on. */
const ANOTHER = '0.0.0.0';

const open: FakeSmtp[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.end();
});

async function server(options: SmtpOptions = {}): Promise<FakeSmtp> {
  const fake = await FakeSmtp.begin(options);
  open.push(fake);
  return fake;
}

async function outcome(
  fake: FakeSmtp,
  more: { host?: string; user?: string } = {},
): Promise<object | 'sent'> {
  const { host = '127.0.0.1', user = null } = more;
  const smtp = { host, port: fake.port, user, password: user === null ? null : PASSWORD };
  try {
    await handIn(MAIL, { smtp, host: 'willowstreet.example', patience: 700 });
    return 'sent';
  } catch (error) {
    if (!(error instanceof EdgeError)) throw error;
    expect(JSON.stringify({ ...error, stack: error.stack })).not.toMatch(/dana@|heliotrope/);
    const { code, sent, permanent } = error;
    return { code, sent, permanent };
  }
}

test('hands in a message as it is, and calls itself by the name it is given', async () => {
  const fake = await server();
  expect(await outcome(fake)).toBe('sent');
  expect(fake.messages).toEqual([MESSAGE.replace('\r\n.dot', '\r\n..dot')]);
  const said = [
    'EHLO willowstreet.example',
    'MAIL FROM:<alerts@willowstreet.example>',
    'RCPT TO:<dana@willowstreet.example>',
    'DATA',
    'QUIT',
  ];
  // The goodbye is not waited for.
  await vi.waitFor(() => expect(fake.commands).toEqual(said));
  expect(fake.raw).not.toContain(hostname());
});

test('logs in where it is to', async () => {
  const fake = await server();
  expect(await outcome(fake, { user: 'alerts' })).toBe('sent');
  expect(fake.commands[1]).toBe(`AUTH PLAIN ${Buffer.from(`\0alerts\0${PASSWORD}`).toString('base64')}`);
});

const COMMANDS: SmtpStep[] = ['greeting', 'EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'message'];

describe.each(COMMANDS)('at %s', step => {
  const failing = async (trouble: SmtpTrouble) =>
    outcome(await server({ trouble: { [step]: trouble } }), { user: 'alerts' });

  test.each<[string, boolean]>([
    ['550 no', true],
    ['554 5.7.1 no dana@willowstreet.example', true],
    ['530 first this', true],
    ['450 later', false],
    ['451 later', false],
    ['421 closing', false],
    // A bad sequence of commands says nothing of the message.
    ['503 what', false],
  ])('refused with %s: certainly not sent', async (reply, permanent) => {
    // A refused EHLO is asked again as HELO, which this server does not know: 502.
    const code = step === 'EHLO' && !reply.startsWith('421') ? 'smtp_502' : `smtp_${reply.slice(0, 3)}`;
    const forGood = code === 'smtp_502' ? true : permanent;
    expect(await failing({ reply })).toEqual({ code, sent: 'no', permanent: forGood });
  });

  const isAfter = step === 'message';
  test('cut: known as long as the server had not asked for the message', async () => {
    expect(await failing('cut')).toEqual(
      isAfter
        ? { code: 'cut_off', sent: 'unknown', permanent: false }
        : { code: 'not_connected', sent: 'no', permanent: false },
    );
  });

  test('silence: the same', async () => {
    expect(await failing('hang')).toMatchObject({ sent: isAfter ? 'unknown' : 'no', permanent: false });
  });

  test('a reply without end: the same', async () => {
    expect(await failing('flood')).toMatchObject({ sent: isAfter ? 'unknown' : 'no', permanent: false });
  });

  test('words instead of a reply: the same', async () => {
    expect(await failing({ reply: 'welcome to the captive portal' })).toMatchObject({
      sent: isAfter ? 'unknown' : 'no',
    });
  });
});

describe('with PIPELINING, where commands are sent together', () => {
  test.each<[SmtpStep, string, boolean]>([
    ['MAIL', '550 no', true],
    ['RCPT', '550 no', true],
    ['RCPT', '450 later', false],
    ['DATA', '451 later', false],
  ])('%s is refused with %s: certainly not sent', async (step, reply, permanent) => {
    const fake = await server({ extensions: ['PIPELINING'], trouble: { [step]: { reply } } });
    expect(await outcome(fake)).toMatchObject({ sent: 'no', permanent });
    expect(fake.messages.filter(message => message !== '')).toEqual([]);
  });

  test('all is well', async () => {
    const fake = await server({ extensions: ['PIPELINING', '8BITMIME', 'SIZE 1000000'] });
    expect(await outcome(fake)).toBe('sent');
    expect(fake.messages).toHaveLength(1);
  });
});

test('a message that is too large for the server: refused for good', async () => {
  const fake = await server({ extensions: ['SIZE 10'] });
  expect(await outcome(fake)).toEqual({ code: 'not_a_mail', sent: 'no', permanent: true });
});

describe('TLS', () => {
  const trusted = getCACertificates();
  afterEach(() => setDefaultCACertificates(trusted));

  test('without it nothing is said to another machine: neither password nor message', async () => {
    const fake = await server();
    expect(await outcome(fake, { host: ANOTHER, user: 'alerts' })).toEqual({
      code: 'smtp_502',
      sent: 'no',
      permanent: true,
    });
    expect(fake.commands).toEqual(['EHLO willowstreet.example', 'STARTTLS']);
  });

  test('a certificate that nobody vouches for: the same', async () => {
    const fake = await server({ tls: CERTIFICATE });
    expect(await outcome(fake, { host: ANOTHER, user: 'alerts' })).toEqual({
      code: 'not_connected',
      sent: 'no',
      permanent: false,
    });
    expect(fake.commands).toEqual(['EHLO willowstreet.example', 'STARTTLS']);
  });

  test('with it, nothing but the first words can be read on the way', async () => {
    setDefaultCACertificates([...trusted, CERTIFICATE.cert]);
    const fake = await server({ tls: CERTIFICATE });
    expect(await outcome(fake, { host: ANOTHER, user: 'alerts' })).toBe('sent');
    expect(fake.messages).toHaveLength(1);
    expect(fake.inTheClear.split('\r\n').slice(0, 2)).toEqual(['EHLO willowstreet.example', 'STARTTLS']);
    expect(fake.inTheClear).not.toMatch(/AUTH|MAIL|dana/);
  });

  test.each([
    ['smtp.willowstreet.example', 465, { secure: true, requireTLS: true, ignoreTLS: false }],
    ['smtp.willowstreet.example', 587, { secure: false, requireTLS: true, ignoreTLS: false }],
    ['smtp.willowstreet.example', 25, { secure: false, requireTLS: true, ignoreTLS: false }],
    ['192.168.1.5', 25, { secure: false, requireTLS: true, ignoreTLS: false }],
    ['127.0.0.1.example', 25, { secure: false, requireTLS: true, ignoreTLS: false }],
    ['127.0.0.1', 25, { secure: false, requireTLS: false, ignoreTLS: true }],
    ['localhost', 587, { secure: false, requireTLS: false, ignoreTLS: true }],
    ['::1', 465, { secure: true, requireTLS: false, ignoreTLS: true }],
  ])('%s at %i', (host, port, expected) => {
    const smtp = { host, port, user: null, password: null };
    expect(optionsFor({ smtp, host: 'willowstreet.example', patience: 1 })).toMatchObject(expected);
  });
});
