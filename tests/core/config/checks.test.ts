import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../../core/config/checks.ts';
import { keyPatterns } from '../../../core/config/json-schema.ts';
import { configOf, errorsOf, SAMPLE, sample, WEBHOOK_SECRET, warningsOf } from './sample.ts';

/** The sample with sentences of one's own, as `texts.en.sms`. */
const withSms = (key: string, sentence: string) =>
  `${SAMPLE}texts: {en: {sms: {${key}: ${JSON.stringify(sentence)}}}}\n`;

it('the sample itself passes, so that each case below fails for its own reason', () => {
  expect(errorsOf(SAMPLE)).toEqual([]);
  expect(warningsOf(SAMPLE)).toEqual([]);
});

it('every check reads paths that exist', () => {
  const known = keyPatterns();
  for (const pattern of CHECKS.flatMap(check => check.reads)) {
    expect(
      known.some(key => key === pattern || key.startsWith(`${pattern}.`)),
      pattern,
    ).toBe(true);
  }
});

describe('addresses', () => {
  const url = (address: string) => sample(['https://calls.willowstreet.example', address]);

  const withCarrier = (text: string, address: string) =>
    text.replace('auth_token: {env: TOKEN}', () => `auth_token: {env: TOKEN}\n  api_url: ${address}`);

  it('public_url is https, but beside a simulated carrier on the same machine', () => {
    const plain = url('http://calls.willowstreet.example');
    expect(errorsOf(plain)).toEqual([
      '6:15 expected an address that begins with https://; callers open it and Twilio signs it',
    ]);
    const here = url('http://127.0.0.1:8080');
    expect(errorsOf(here)).toHaveLength(1);
    expect(errorsOf(withCarrier(here, 'http://127.0.0.1:8081'))).toEqual([]);
    expect(errorsOf(withCarrier(here, 'http://198.51.100.7'))).toHaveLength(1);
  });

  it.each([
    'https://calls.willowstreet.example/',
    'https://calls.willowstreet.example/phone',
    'https://calls.willowstreet.example?a=b',
    'https://Calls.WillowStreet.example',
    'https://calls.willowstreet.example:443',
    'https://user:pass@calls.willowstreet.example',
  ])('%s is to be written as its origin', address => {
    expect(errorsOf(url(address))).toEqual([
      expect.stringMatching(
        /^6:15 expected an address in small letters.*; write https:\/\/calls\.willowstreet\.example$/,
      ),
    ]);
  });

  it.each(['calls.willowstreet.example', 'ftp://calls.willowstreet.example', 'https://'])(
    '%s is none',
    address => {
      expect(errorsOf(url(address))).toEqual([
        expect.stringContaining('6:15 expected an address such as https://calls.willowstreet.example'),
      ]);
    },
  );

  it('an allowed origin has no path', () => {
    expect(
      errorsOf(`${SAMPLE}intake: {allowed_origins: [https://a.example, https://b.example/contact]}\n`),
    ).toEqual(['30:47 expected a website without a path or a slash at the end; write https://b.example']);
  });
});

describe('what others may see on a phone', () => {
  it.each([
    'Willow Counseling',
    'Dr. Ito Psychology',
    'Mental Health NY',
    'Centro de Terapia',
    'Clinica Sol',
    'Consejeria',
    'RECOVERY NOW',
  ])('the sender %s tells', sender => {
    expect(errorsOf(sample(['sender: Willow Street', `sender: ${sender}`]))).toEqual([
      expect.stringMatching(/^3:11 ".*" hints at what the practice does/),
    ]);
  });

  it.each(['Willow Street', 'Elemental', 'Discovery House', 'Garment Alley', 'Hope & Sons'])(
    '%s does not',
    sender => {
      expect(errorsOf(sample(['sender: Willow Street', `sender: ${sender}`]))).toEqual([]);
      expect(warningsOf(sample(['sender: Willow Street', `sender: ${sender}`]))).toEqual([]);
    },
  );

  it('a word that others use as well is warned about', () => {
    const text = sample(['sender: Willow Street', 'sender: Willow Wellness']);
    expect(errorsOf(text)).toEqual([]);
    expect(warningsOf(text)).toEqual([expect.stringContaining('3:11 "wellness" may hint')]);
  });

  it('neither does the host; the name of the practice may say what it is', () => {
    expect(errorsOf(sample(['calls.willowstreet', 'calls.willowtherapy']))).toEqual([
      expect.stringContaining('6:15 "therap" hints at what the practice does'),
    ]);
  });
});

describe('names that refer to something', () => {
  it.each<[string, [string, string], string]>([
    [
      'hours of a line',
      ['hours: office', 'hours: ofice'],
      '23:12 "ofice" is not among the hours; did you mean "office"?',
    ],
    ['hours of an alert', ['during: office', 'during: never'], '29:87 "never" is not among the hours'],
    [
      'an inherited name',
      ['hours: office', 'hours: constructor'],
      '23:12 "constructor" is not among the hours',
    ],
    [
      'a ring target',
      ['who: dana', 'who: danna'],
      '26:15 ring target "danna" is no staff member; did you mean "dana"?',
    ],
    [
      'a ring target without phone',
      ['who: dana', 'who: owner'],
      '26:15 "owner" has no phone to ring; add staff.owner.phone',
    ],
    [
      'an alert target',
      ['[dana], by: sms, about: [crisis]', '[dana, dnaa], by: sms, about: [crisis]'],
      '28:17 alert target "dnaa" is no staff member; did you mean "dana"?',
    ],
    [
      'an alert target without phone',
      ['[dana], by: sms, about: [crisis]', '[dana, owner], by: sms, about: [crisis]'],
      '28:17 "owner" has no phone, which alerts by sms need; add staff.owner.phone',
    ],
  ])('%s', (_, change, expected) => {
    expect(errorsOf(sample(change))).toEqual([expected]);
  });
});

const EMAIL = 'email: {from: alerts@willowstreet.example, smtp: {host: smtp.willowstreet.example}}\n';
const WEBHOOK = `webhook: {url: "https://tools.example/a", secret: ${WEBHOOK_SECRET}}\n`;
const TOPIC = 'dana-4k9mR27tQxwz8';

describe('watch', () => {
  const watch = (block: string) => `${SAMPLE}watch: ${block}\n`;

  it.each([
    ['{to: [dana], by: sms}', []],
    ['{heartbeat: "https://hc-ping.example/0192"}', []],
    ['{to: [dan], by: sms}', ['30:14 alert target "dan" is no staff member; did you mean "dana"?']],
    [
      '{to: [owner], by: sms}',
      ['30:14 "owner" has no phone, which alerts by sms need; add staff.owner.phone'],
    ],
    [
      '{to: [dana], by: email}',
      [
        '30:14 "dana" has no email, which alerts by email need; add staff.dana.email',
        '30:25 alerts by email need the block `email`; docs/configuration.md says what stands in it',
      ],
    ],
    [
      '{heartbeat: "http://192.0.2.7/beat/s3cret"}',
      ['30:20 expected an address that begins with https:// (http:// only on this machine itself)'],
    ],
  ])('%s', (block, errors) => {
    expect(errorsOf(watch(block))).toEqual(errors);
  });

  it('an address in the file itself is warned about, and never shown', () => {
    const warnings = warningsOf(watch('{heartbeat: "https://hc-ping.example/s3cret"}'));
    expect(warnings.filter(one => one.startsWith('30:'))).toEqual([
      '30:20 a secret stands in the file itself; keep it in a file of its own: {file: PATH}',
    ]);
    expect(JSON.stringify(warnings)).not.toContain('s3cret');
  });
});

describe('alert targets', () => {
  const by = (target: string, more = '') =>
    sample(['[dana], by: sms, about: [c', `[dana], by: ${target}, about: [c`]) + more;
  const withAddresses = (text: string) =>
    text.replace('name: Dana Reyes', `name: Dana Reyes, email: dana@willowstreet.example, ntfy: ${TOPIC}`);

  it.each([
    ['email', EMAIL],
    ['ntfy', 'ntfy: {}\n'],
    ['webhook', WEBHOOK],
  ])('%s needs its block', (target, block) => {
    expect(errorsOf(withAddresses(by(target)))).toEqual([
      `28:22 alerts by ${target} need the block \`${target}\`; docs/configuration.md says what stands in it`,
    ]);
    expect(errorsOf(withAddresses(by(target, block)))).toEqual([]);
  });

  it.each([
    ['email', EMAIL],
    ['ntfy', 'ntfy: {}\n'],
  ])('%s needs an address of each person', (target, block) => {
    expect(errorsOf(by(target, block))).toEqual([
      `28:11 "dana" has no ${target}, which alerts by ${target} need; add staff.dana.${target}`,
    ]);
  });

  it.each<[string, string]>([
    ['ntfy: {url: "http://ntfy.example"}', '30:13 expected an address that begins with https://'],
    ['ntfy: {url: "https://user:pass@ntfy.example"}', '30:13 expected an address that begins with https://'],
    ['ntfy: {url: "//ntfy.example"}', '30:13 expected an address that begins with https://'],
    [WEBHOOK.replace('https', 'http'), '30:16 expected an address that begins with https://'],
    [WEBHOOK.replace(WEBHOOK_SECRET, 'short'), 'expected a secret that nobody guesses'],
    [WEBHOOK.replace(WEBHOOK_SECRET, 'ab'.repeat(40)), 'expected a secret that nobody guesses'],
    [WEBHOOK.replace(WEBHOOK_SECRET, `[${WEBHOOK_SECRET}, short]`), 'expected a secret that nobody guesses'],
    ['email: {from: nobody, smtp: {host: smtp.example}}', '30:15 expected an email address'],
    ['email: {from: a@willow.example, smtp: {host: "a b"}}', '30:46 expected the name of a mail server'],
    [
      'email: {from: a@willow.example, smtp: {host: smtp.example, user: dana}}',
      '30:33 `password` is missing; the password that belongs to the user',
    ],
  ])('%s', (block, expected) => {
    const errors = errorsOf(`${SAMPLE}${block}\n`);
    expect(errors).toEqual([expect.stringContaining(expected)]);
    expect(errors.join()).not.toMatch(/"short|abab|tools\.example/);
  });

  it.each(['http://127.0.0.1:2586', 'http://localhost', 'http://[::1]:80', 'https://ntfy.example/'])(
    '%s may be called',
    url => {
      expect(errorsOf(`${SAMPLE}ntfy: {url: "${url}"}\n`)).toEqual([]);
    },
  );

  it.each([
    'dana',
    'dana-4k9mR27tQ',
    'alerts-for-dana-reyes',
    'dana_1234567890/x',
    'dana 4k9mR27tQxwz8',
    `${'d'.repeat(60)}12345`,
  ])('the topic %s is refused, and not shown', topic => {
    expect(errorsOf(sample(['name: Dana Reyes', `name: Dana Reyes, ntfy: ${topic}`]))).toEqual([
      '18:34 expected a topic that nobody guesses: 16 to 64 letters, digits, - or _, with a digit or two among them',
    ]);
  });

  it('a password that cannot be read is said once', () => {
    const smtp = 'smtp: {host: smtp.example, user: a, password: {file: gone}}';
    expect(errorsOf(`${SAMPLE}email: {from: a@willow.example, ${smtp}}\n`)).toEqual([
      expect.stringMatching(/^30:\d+ cannot read \/etc\/practice\/gone/),
    ]);
  });

  it('secrets in the file itself are warned about', () => {
    const smtp =
      'email: {from: a@willow.example, smtp: {host: smtp.example, user: a, password: hunter2hunter2}}\n';
    const warnings = warningsOf(`${SAMPLE}${WEBHOOK}ntfy: {token: tk_5ecret5}\n${smtp}`);
    expect(warnings.map(warning => warning.split(';')[0])).toEqual([
      expect.stringMatching(/^30:\d+ a secret stands in the file itself$/),
      expect.stringMatching(/^31:\d+ a secret stands in the file itself$/),
      expect.stringMatching(/^32:\d+ a secret stands in the file itself$/),
    ]);
  });

  it.each([
    ['ntfy: {url: "https://ntfy.willowtherapy.example"}', '30:13 "therap" may hint'],
    [EMAIL.replace('alerts@willowstreet', 'alerts@willowcounseling').trim(), '30:15 "counsel" may hint'],
  ])('what shows on a screen: %s', (block, expected) => {
    expect(errorsOf(`${SAMPLE}${block}\n`)).toEqual([]);
    expect(warningsOf(`${SAMPLE}${block}\n`)).toEqual([expect.stringContaining(expected)]);
  });

  it('who can be reached how is known: by the address, where the block is there', () => {
    const ways = (more: string) => configOf(withAddresses(SAMPLE) + more).staff.dana?.ways;
    expect(ways('')).toEqual(['sms']);
    expect(ways(EMAIL)).toEqual(['sms', 'email']);
    expect(ways(`${WEBHOOK}${EMAIL}ntfy: {}\n`)).toEqual(['sms', 'email', 'ntfy']);
    expect(configOf(SAMPLE).staff.owner?.ways).toEqual([]);
    // A desk phone: texts to it are lost.
    expect(configOf(SAMPLE).staff.front_desk?.ways).toEqual([]);
  });
});

describe('ringing', () => {
  it('a plan of 45s is the longest', () => {
    expect(errorsOf(sample(['for: 15s', 'for: 27s']))).toEqual([]);
    expect(errorsOf(sample(['for: 15s', 'for: 28s']))).toEqual([
      '24:5 these ring for 46s in all; callers give up after 45s; shorten or drop one',
    ]);
  });

  it('after hours somebody must be there to ring', () => {
    const nobody = sample([/ {4}ring:.*(?=alerts)/s.exec(SAMPLE)?.[0] ?? '', '    after_hours: ring\n']);
    expect(errorsOf(nobody)).toEqual([
      expect.stringContaining('24:18 after hours this line would ring, but nobody'),
    ]);
  });

  it('a phone that is lifted by a voicemail is warned about', () => {
    expect(warningsOf(sample(['for: 18s', 'for: 21s']))).toEqual([
      expect.stringContaining('25:32 beyond 20s a voicemail'),
    ]);
  });

  it('a phone that takes calls by lifting gets no texts', () => {
    expect(
      errorsOf(sample(['[dana], by: sms, about: [crisis]', '[dana, front_desk], by: sms, about: [crisis]'])),
    ).toEqual([
      expect.stringContaining(
        '28:17 "front_desk" takes calls by lifting (accept: any), so it is a desk phone',
      ),
    ]);
  });

  it('nor does another name for the same phone', () => {
    const text = sample(
      ['owner: {name: Sam Okafor}', 'owner: {name: Sam Okafor, phone: "+12125550111"}'],
      ['[dana], by: sms, about: [crisis]', '[dana, owner], by: sms, about: [crisis]'],
    );
    expect(errorsOf(text)).toEqual([expect.stringContaining('28:17 "owner" takes calls by lifting')]);
    expect(warningsOf(text)).toEqual(['19:36 this is also the number of staff.front_desk']);
  });
});

describe('numbers', () => {
  it('a line twice', () => {
    const second = 'lines:\n  - {number: 212-555-0100, name: Other, hours: office}\n';
    expect(errorsOf(sample(['lines:\n', second]))).toEqual([
      '22:13 this is also the number of the line "Other"',
    ]);
  });

  it('a line that is also staff', () => {
    expect(errorsOf(sample(['"+12125550112"', '"+12125550100"']))).toEqual([
      '18:35 this is also the number of the line "Main line"',
    ]);
  });

  it('one of our own blocked', () => {
    expect(errorsOf(`${SAMPLE}callers: {block: ["+12125550112", "+12125550199"]}\n`)).toEqual([
      '30:19 this is also the number of staff.dana',
    ]);
  });
});

describe('greeting', () => {
  const play = (file: string) => sample(['    ring:', `    greeting: {play: ${file}}\n    ring:`]);

  it('is a file that exists and can be played', () => {
    expect(errorsOf(play('greeting.wav'))).toEqual([]);
    expect(errorsOf(play('greeting.ogg'))).toEqual(['24:22 expected a file that ends in .wav or .mp3']);
    expect(errorsOf(play('other.mp3'))).toEqual(['24:22 there is no readable file /etc/practice/other.mp3']);
  });
});

describe('who is told', () => {
  const crisis = (rest: string, hours = '    weekdays: 09:00-17:00\n') =>
    sample(['about: [crisis]}', `about: [crisis]${rest}}`], ['    weekdays: 09:00-17:00\n', hours]);

  it('an ask that nobody is told about', () => {
    expect(errorsOf(sample(['voicemail, missed_call', 'voicemail']))).toEqual([
      '27:1 nobody is alerted about: missed_call',
    ]);
  });

  const always = '    every day: 24 hours\n';
  it.each<[string, string, string, string | null]>([
    ['office hours only', ', during: office', '    weekdays: 09:00-17:00\n', 'Monday at 00:00'],
    [
      'all but a quarter of an hour',
      ', during: office',
      '    monday to saturday: 24 hours\n    sunday: [00:00-16:45, 17:00-24:00]\n',
      'Sunday at 16:45',
    ],
    ['all but one day', ', during: office', '    sunday to friday: 24 hours\n', 'Saturday at 00:00'],
    [
      'always, but for a closed day',
      ', during: office',
      `${always}    closed: 2026-12-25\n`,
      '2026-12-25 at 00:00',
    ],
    [
      'always, but for holidays',
      ', during: office',
      `${always}    closed: thanksgiving\n`,
      '2026-11-26 at 00:00',
    ],
    ['only after half an hour', ', after: 30m', always, 'Monday at 00:00'],
    ['every hour by hours', ', during: office', always, null],
    ['every hour', '', '    weekdays: 09:00-17:00\n', null],
  ])('a crisis alert: %s', (_, rest, hours, hole) => {
    expect(errorsOf(crisis(rest, hours))).toEqual(
      hole === null
        ? []
        : [
            expect.stringContaining(
              `a crisis would reach nobody at once on ${hole}; alert somebody about crisis without \`during\` and \`after\``,
            ),
          ],
    );
  });

  it('hours of a person change nothing about a crisis, and must exist', () => {
    const own = (hours: string) => sample(['name: Dana Reyes', `name: Dana Reyes, hours: ${hours}`]);
    expect(errorsOf(own('office'))).toEqual([]);
    expect(errorsOf(own('offices'))).toEqual([
      '18:35 "offices" is not among the hours; did you mean "office"?',
    ]);
  });

  it.each<[string, string[]]>([
    ['{to: [dana], by: sms, during: office}', []],
    [
      '{to: [dana], by: sms}',
      ['31:11 "dana" has no hours at whose opening a digest could come; add `during`, or staff.dana.hours'],
    ],
    [
      '{to: [dana], by: sms, during: offices}',
      ['31:35 "offices" is not among the hours; did you mean "office"?'],
    ],
    [
      '{to: [dan], by: sms, during: office}',
      ['31:11 alert target "dan" is no staff member; did you mean "dana"?'],
    ],
    [
      '{to: [owner], by: sms, during: office}',
      ['31:11 "owner" has no phone, which alerts by sms need; add staff.owner.phone'],
    ],
    [
      '{to: [dana], by: email, during: office}',
      [
        expect.stringContaining('has no email'),
        '31:22 alerts by email need the block `email`; docs/configuration.md says what stands in it',
      ],
    ],
  ])('a digest: %s', (rule, errors) => {
    expect(errorsOf(`${SAMPLE}digest:\n  - ${rule}\n`)).toEqual(errors);
  });

  it('a digest at midnight is refused, and the hours of a person are as good as its own', () => {
    const digest = (hours: string) =>
      `${sample(['name: Dana Reyes', 'name: Dana Reyes, hours: own'], ['  office:\n', `  own: {monday: ${hours}}\n  office:\n`])}digest: [{to: [dana], by: sms}]\n`;
    expect(errorsOf(digest('08:00-12:00'))).toEqual([]);
    expect(errorsOf(digest('24 hours'))).toEqual([
      '31:16 the hours "own" begin at midnight on monday, and so would the digest; name hours that begin in the morning',
    ]);
  });

  it('a crisis that is never said again is warned about', () => {
    expect(warningsOf(crisis(', again: off'))).toEqual([
      expect.stringMatching(
        /^28:51 a crisis that nobody takes is said once and never again; leave `again` out/,
      ),
    ]);
    expect(warningsOf(crisis(', again: 10m'))).toEqual([]);
    const both = '\n  - {to: [dana], by: sms, about: [crisis]';
    expect(warningsOf(crisis(`, again: off}${both}`))).toEqual([]);
  });

  it.each(['30', '30s', '25h', '"on"', '5', '[]'])('again: %s is refused', written => {
    expect(errorsOf(crisis(`, again: ${written}`))[0]).toMatch(
      /expected (a duration such as 30m, or off|1m to 24h, or off)/,
    );
  });

  it('two alerts may share the week, and one the closed days of another', () => {
    const shared = (closed: string) =>
      sample(
        [
          '  office:\n',
          `  nights:\n    weekdays: [00:00-09:00, 17:00-24:00]\n    weekends: 24 hours\n${closed}  office:\n`,
        ],
        [
          'about: [crisis]}',
          'about: [crisis], during: office}\n  - {to: [dana], by: sms, about: [crisis], during: nights}',
        ],
      );
    expect(errorsOf(shared(''))).toEqual([]);
    // A Saturday is all the nights', a Friday is not.
    expect(errorsOf(shared('    closed: 2026-12-26\n'))[0]).toContain('on 2026-12-26 at 00:00');
    expect(errorsOf(shared('    closed: 2026-12-25\n'))[0]).toContain('on 2026-12-25 at 00:00');
  });
});

describe('texts', () => {
  it('the built-in words fit with a long sender and a long host', () => {
    expect(errorsOf(sample(['calls.willowstreet', 'messages.willow-street-office']))).toEqual([]);
  });

  it('too long because of sender and link', () => {
    const errors = errorsOf(
      sample(['sender: Willow Street', `sender: ${'W'.repeat(30)}`], ['calls.', `${'calls.'.repeat(6)}`]),
    );
    expect(errors).toEqual([
      expect.stringMatching(
        /^3:11 with this sender and public_url, texts take more than two segments: es\.sms\.continuation \(\d+ over\)/,
      ),
    ]);
  });

  it.each<[string, string, string]>([
    [
      'one unit too long',
      `{sender}: ${'a'.repeat(292)}`,
      '30:35 this text takes 3 segments, 1 character over two; shorten it',
    ],
    [
      'a curly quote',
      `{sender}: we’ve noted. ${'a'.repeat(120)}`,
      '"’" is not in the plain alphabet of texts, which halves what fits; write it without "’"',
    ],
  ])('%s', (_, sentence, expected) => {
    const errors = errorsOf(withSms('details_noted', sentence));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(expected);
  });

  it('a sender outside the plain alphabet is one error, not one for each text', () => {
    expect(errorsOf(sample(['sender: Willow Street', 'sender: Ávila']))).toEqual([
      '3:11 "Á" is not in the plain alphabet of texts; in the sender it halves what fits in each of them; write "Avila"',
    ]);
  });

  it('just fit', () => {
    expect(errorsOf(withSms('details_noted', `{sender}: ${'a'.repeat(291)}`))).toEqual([]);
  });

  it('are counted with the longest time of opening', () => {
    const sentence = (length: number) => `{sender}: {opens} ${'a'.repeat(length)}`;
    // 306 less "Willow Street: ", "Wednesday, September 20, at 12:30 pm" and a space.
    expect(errorsOf(withSms('callback_closed', sentence(254)))).toEqual([]);
    expect(errorsOf(withSms('callback_closed', sentence(255)))).toHaveLength(1);
  });

  const good =
    '{sender}: We missed you. 1 call back, 2 message, or {link}\nCall 911 in danger. STOP to opt out.';
  it("of one's own may replace the built-in ones", () => {
    expect(errorsOf(withSms('continuation', good))).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    [
      'an unknown place',
      'continuation',
      good.replace('missed', '{caller}'),
      '{caller} is no place in this sentence; here: {sender}, {link}',
    ],
    ['a stray brace', 'continuation', good.replace('missed', '{ link }'), 'a brace stands alone'],
    ['no sender', 'continuation', good.replace('{sender}: ', ''), '{sender} must stay in this sentence'],
    ['no link', 'continuation', good.replace('{link}', ''), '{link} must stay in this sentence'],
    [
      'a full stop after the link',
      'continuation',
      good.replace('{link}', '{link}.'),
      'nothing but a line break may follow {link}',
    ],
    ['a word glued to the link', 'continuation', good.replace('{link}', 'at:{link}'), '{link} needs a space'],
    ['no STOP', 'continuation', good.replace('STOP', 'Stop'), 'STOP must stay in this sentence'],
    ['no 911', 'continuation', good.replace('911', '112'), '911 must stay in this sentence'],
    ['no choices', 'continuation', good.replace('2 message', 'message'), 'the choices 1 and 2 must stay'],
    [
      "YES is the carriers'",
      'continuation',
      good.replace('1 call back', 'YES or 1'),
      '"YES" belongs to the carriers',
    ],
    [
      'help as an answer',
      'continuation',
      good.replace('1 call back', 'reply help or 1'),
      '"reply help" belongs to the carriers',
    ],
    ['a crisis text without 911', 'crisis', '{sender}, call 988.', '911 must stay in this sentence'],
  ])('%s', (_, key, sentence, expected) => {
    const errors = errorsOf(withSms(key, sentence));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(expected);
  });

  it('an unknown sentence, and a language nobody can choose', () => {
    expect(errorsOf(withSms('continuaton', 'x'))).toEqual([
      '30:20 `continuaton` is no known key; did you mean `continuation`?',
    ]);
    const english = sample(['[en, es]', '[en]']);
    expect(warningsOf(`${english}texts: {es: {sms: {details_noted: "{sender}: Listo."}}}\n`)).toEqual([
      '30:9 these words are never used: practice.languages has no es',
    ]);
  });

  it('only the languages of the practice are counted', () => {
    const long = `texts: {es: {sms: {details_noted: "{sender}: ${'a'.repeat(300)}"}}}\n`;
    expect(errorsOf(SAMPLE + long)).toHaveLength(1);
    expect(errorsOf(sample(['[en, es]', '[en]']) + long)).toEqual([]);
  });
});
