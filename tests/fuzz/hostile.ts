import fc from 'fast-check';

/** Stands in much of what is sent; nothing of ours says it, so wherever it turns up it was carried there. */
export const NEEDLE = 'Zq7fHeliotrope';

const MARKUP = [
  `<script>${NEEDLE}</script>`,
  `"><img src=x onerror=${NEEDLE}>`,
  `' autofocus onfocus='${NEEDLE}`,
  `</textarea><svg/onload=${NEEDLE}>`,
  `</title></style><!--${NEEDLE}-->`,
  `]]></Say><Dial>${NEEDLE}</Dial>`,
  `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;${NEEDLE}</a>`,
  `{{${NEEDLE}}} \${${NEEDLE}} #{${NEEDLE}} <%= ${NEEDLE} %> {sender} {link}`,
  `javascript:${NEEDLE}`,
  `&lt;${NEEDLE}&gt; &#x3c; &amp`,
];
const COMMANDS = [
  `'; DROP TABLE entries; --${NEEDLE}`,
  `" OR 1=1 --`,
  `1); DELETE FROM contacts WHERE (1=1`,
  `$(touch ${NEEDLE}) \`${NEEDLE}\` | ${NEEDLE}`,
  `../../../../etc/passwd`,
  `%0d%0aX-${NEEDLE}: 1`,
  `a\r\nX-${NEEDLE}: 1`,
];
const SIGNS = [
  '',
  ' ',
  '\0',
  `a\0${NEEDLE}`,
  '\n\n\n',
  '\u202e\u2066abc\u2069',
  '\u200b\u200d\ufeff',
  'e\u0301\u0301\u0301\u0301',
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
  '\ud800',
  'a\udfffb',
  '\u{10ffff}\uffff\ufffe',
  '\u001b[31m\u0007\u0008\u007f\u0085',
  '\ufdfa\ufdfa',
  // Where a text becomes a second segment, in either alphabet.
  ...[70, 71, 160, 161].map(length => 'x'.repeat(length)),
  ...[67, 70, 71].map(length => 'ж'.repeat(length)),
  `${'x'.repeat(159)}€`,
];
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype', 'null'];
const NUMBERS = ['NaN', 'Infinity', '-Infinity', '1e999', '-0', '0x10', '9'.repeat(400), '-1', '1.5', '٣'];
const DATES = ['2026-02-30T25:61:61Z', '0000-00-00', '+275760-09-13', '-271821-04-20T00:00:00Z'];
const CALLERS = [
  '+12125550140',
  '+12125550100',
  '+12125550112',
  '+12125550199',
  '+266696687',
  'anonymous',
  'client:robin',
  'sip:robin@willowstreet.example',
  '(212) 555-0123',
  '+1 212 555 0123 ext. 9',
  '+442071838750',
  '+999999999999999',
];
const WORDS = [
  'I want to die',
  'quiero morir',
  'STOP',
  'stop texting me',
  'HELP',
  '1',
  '2',
  '3',
  'TAKE',
  'wrong number',
  'Liked “ok”',
  'after 3pm tomorrow, ask for Robin',
];

/** A sign or a few, as often as a body can hold them and more. */
const long = fc
  .tuple(
    fc.constantFrom(
      'a',
      '9',
      ' ',
      '\n',
      '\0',
      '%',
      '<',
      '&',
      '[',
      'é',
      'ж',
      '🙂',
      '\u202e',
      '\ufdfa',
      'i want ',
    ),
    fc.oneof(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 70_000 })),
  )
  .map(([what, times]) => what.repeat(times));

/** One sign too many, wherever there is a limit. */
export const slightlyLong = fc
  .constantFrom(61, 101, 201, 1_001, 1_601, 2_001)
  .map(length => 'ñ'.repeat(length));

/** What somebody may write who means us ill, or whose phone is broken. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...MARKUP, ...COMMANDS, ...SIGNS) },
  { weight: 3, arbitrary: fc.constantFrom(...NAMES, ...NUMBERS, ...DATES) },
  { weight: 4, arbitrary: fc.constantFrom(...CALLERS, ...WORDS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 100 }) },
  { weight: 1, arbitrary: fc.double().map(String) },
  { weight: 1, arbitrary: long },
  { weight: 2, arbitrary: slightlyLong },
);

export const hostileName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...NAMES, '', ' ', NEEDLE, `<${NEEDLE}>`, 'a[]', 'a[b][c]', 'a.b', '\0', 'ＦＲＯＭ'),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** Headers that a stranger, a proxy or a broken browser may send; none of them may change what we do for anybody else. */
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  'Accept-Language': ['es', 'es-MX,en;q=0.8', '*;q=NaN', `${NEEDLE};q=1`, 'en;q=1e999', ',;,;'.repeat(900)],
  'X-Forwarded-For': [
    '203.0.113.7',
    `${NEEDLE}, 203.0.113.8`,
    '127.0.0.1, 203.0.113.9',
    '2001:db8::1',
    ', '.repeat(2_000),
    '::ffff:203.0.113.7%eth0',
    '"><script>',
  ],
  'X-Forwarded-Host': ['evil.example', NEEDLE],
  'X-Forwarded-Proto': ['http', 'javascript'],
  Forwarded: [`for=${NEEDLE};host=evil.example`],
  Host: ['evil.example', 'localhost:1', '[::1]', `${NEEDLE}.example`, 'a b', 'a/b', 'a@b', '', '%00', 'é'],
  Origin: [
    'null',
    'https://willowstreet.example',
    'https://evil.example',
    NEEDLE,
    'https://willowstreet.example.evil',
  ],
  Referer: [`https://evil.example/${NEEDLE}`],
  Cookie: [`a=${NEEDLE}`, '=;'.repeat(3_000), '__proto__=1'],
  Range: ['bytes=0-0', 'bytes=-1', 'bytes=0-,1-,2-', `${NEEDLE}`],
  'If-None-Match': ['*', `"${NEEDLE}"`],
  'If-Modified-Since': ['Thu, 31 Feb 2099 25:61:61 GMT'],
  'Content-Encoding': ['gzip', 'br', NEEDLE],
  'Accept-Encoding': ['gzip;q=0, *;q=0', NEEDLE],
  Expect: ['100-continue', NEEDLE],
  Authorization: [`Basic ${NEEDLE}`, 'Bearer'],
  'User-Agent': [NEEDLE, '', '() { :; }; echo x'],
  Upgrade: ['websocket', 'h2c'],
  'X-HTTP-Method-Override': ['DELETE'],
  'X-Twilio-Signature': [NEEDLE, '', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=', 'é'.repeat(28), '='.repeat(9_000)],
  'I-Twilio-Idempotency-Token': [NEEDLE],
  [`X-${NEEDLE}`]: ['1', 'x'.repeat(17_000)],
};

export const hostileHeaders: fc.Arbitrary<readonly (readonly [string, string])[]> = fc.array(
  fc
    .constantFrom(...Object.keys(HEADERS))
    .chain(name =>
      fc.tuple(
        fc.constant(name),
        fc.oneof(
          { weight: 5, arbitrary: fc.constantFrom(...(HEADERS[name] ?? [])) },
          { weight: 1, arbitrary: fc.string({ maxLength: 60 }).map(text => text.replace(/[\0\r\n]/g, '')) },
        ),
      ),
    ),
  { maxLength: 4 },
);

/** What stands in an address after its path. */
export const hostileQuery: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '?lang=es',
      '?lang=__proto__&lang=es',
      `?lang=%3Cscript%3E${NEEDLE}`,
      '?%',
      '?%E0%A4%A&%ff=%',
      '?lang[]=es&lang[__proto__]=1',
      `?${'a=1&'.repeat(3_000)}`,
      `?${NEEDLE}=${NEEDLE}#${NEEDLE}`,
      '?a=\\..\\..',
      '?\'"`{}|^',
      '??&&==',
    ),
  },
  {
    weight: 2,
    arbitrary: hostileText.map(text => `?lang=${encodeURIComponent(text.slice(0, 3_000).toWellFormed())}`),
  },
);

/** Methods that are for nobody; the parser knows some of them, and others not. */
export const strangeMethod = fc.constantFrom(
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PUT',
  'PATCH',
  'DELETE',
  'QUERY',
  'PROPFIND',
  'M-SEARCH',
  'CONNECT',
  'GET',
  'POST',
  'get',
  'FOO',
);
