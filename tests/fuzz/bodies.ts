import fc from 'fast-check';
import { hostileName, hostileText, NEEDLE, slightlyLong } from './hostile.ts';
import { FORM, type Pairs } from './webhook.ts';

/** A body and what it says it is. */
export interface Body {
  type: string;
  bytes: Uint8Array;
}

/** Some fields as they should be, some changed, some left out, doubled, in another case, and some of nobody's. */
export function changed(
  usual: Readonly<Record<string, readonly string[]>>,
  extra: readonly string[],
): fc.Arbitrary<Pairs> {
  const names = Object.keys(usual);
  const proper = fc.tuple(
    ...names.map(name => fc.constantFrom(...(usual[name] ?? [''])).map(value => [name, value] as const)),
  );
  const odd = fc.tuple(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...names, ...extra) },
      { weight: 1, arbitrary: fc.constantFrom(...names).map(name => name.toUpperCase()) },
      { weight: 1, arbitrary: hostileName },
    ),
    hostileText,
  );
  const some = fc.oneof(
    { weight: 4, arbitrary: proper },
    { weight: 2, arbitrary: proper.chain(pairs => fc.subarray([...pairs])) },
  );
  const many = fc
    .tuple(
      fc.constantFrom('Body', 'message', 'a', '', '__proto__'),
      // As many different names as 64 KiB hold.
      fc.constantFrom(100, 3_000, 12_500),
      fc.boolean(),
    )
    .map(([name, times, same]) =>
      Array.from({ length: times }, (_, index) => [same ? name : index.toString(36), ''] as const),
    );
  return fc
    .tuple(
      some,
      fc.oneof(
        { weight: 1, arbitrary: fc.tuple(fc.tuple(fc.constantFrom(...names), slightlyLong)) },
        { weight: 2, arbitrary: fc.array(odd, { maxLength: 1 }) },
        { weight: 2, arbitrary: fc.array(odd, { maxLength: 4 }) },
      ),
      fc.boolean(),
      fc.oneof({ weight: 12, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: many }),
    )
    .map(([usually, oddly, first, lots]) =>
      first
        ? [...oddly, ...usually, ...lots]
        : [...usually.filter(([name]) => !oddly.some(([odd]) => odd === name)), ...oddly, ...lots],
    );
}

/** Pairs as a form that a browser or Twilio would send. */
export function urlencoded(pairs: Pairs): Body {
  return { type: FORM, bytes: Buffer.from(new URLSearchParams(pairs.map(pair => [...pair])).toString()) };
}

/** The same in the ways in which no one should: broken escapes, raw bytes, no escapes at all, another type. */
export function misencoded(pairs: Pairs): fc.Arbitrary<Body> {
  const plain = pairs.map(([name, value]) => `${name}=${value}`).join('&');
  const proper = Buffer.from(urlencoded(pairs).bytes).toString();
  return fc.constantFrom<Body>(
    { type: FORM, bytes: Buffer.from(plain) },
    { type: FORM, bytes: Buffer.from(plain, 'latin1') },
    { type: FORM, bytes: Buffer.from(plain, 'utf16le') },
    { type: FORM, bytes: Buffer.from(proper.replaceAll('%', '%G')) },
    { type: FORM, bytes: Buffer.from(proper.replace(/%../g, '%f')) },
    { type: FORM, bytes: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(proper)]) },
    {
      type: FORM,
      bytes: Buffer.concat([Buffer.from(proper), Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80])]),
    },
    { type: FORM, bytes: Buffer.from('&=&==&%00=%00&;;') },
    { type: `${FORM}; charset=utf-16`, bytes: Buffer.from(proper) },
    { type: `${FORM.toUpperCase()};;;`, bytes: Buffer.from(proper) },
    { type: 'text/plain', bytes: Buffer.from(proper) },
    { type: `application/${NEEDLE}`, bytes: Buffer.from(proper) },
    { type: '', bytes: Buffer.from(proper) },
    { type: FORM, bytes: Buffer.alloc(70_000, 'a') },
    { type: FORM, bytes: new Uint8Array() },
  );
}

/** Pairs as multipart, whole or broken in one of the ways in which it can be. */
export function multipart(pairs: Pairs): fc.Arbitrary<Body> {
  const part = ([name, value]: readonly [string, string]) =>
    `--b\r\nContent-Disposition: form-data; name="${name.replace(/["\r\n]/g, '_')}"\r\n\r\n${value}\r\n`;
  const whole = `${pairs.map(part).join('')}--b--\r\n`;
  const file = `--b\r\nContent-Disposition: form-data; name="message"; filename="${NEEDLE}"\r\nContent-Type: text/html\r\n\r\n<script>\r\n--b--\r\n`;
  const type = 'multipart/form-data; boundary=b';
  return fc.constantFrom<Body>(
    { type, bytes: Buffer.from(whole) },
    { type, bytes: Buffer.from(whole.slice(0, -8)) },
    { type, bytes: Buffer.from(whole.replaceAll('\r\n', '\n')) },
    { type, bytes: Buffer.from(whole.replaceAll('name=', 'mane=')) },
    { type, bytes: Buffer.from(whole.replaceAll('form-data', 'attachment')) },
    { type, bytes: Buffer.from(file) },
    { type, bytes: Buffer.from('--b\r\n'.repeat(12_000)) },
    { type, bytes: Buffer.from('--b--') },
    { type: 'multipart/form-data', bytes: Buffer.from(whole) },
    { type: 'multipart/form-data; boundary=', bytes: Buffer.from(whole) },
    { type: `multipart/form-data; boundary=${'b'.repeat(9_000)}`, bytes: Buffer.from(whole) },
    { type: 'multipart/form-data; boundary="b\\', bytes: Buffer.from(whole) },
    { type: 'multipart/mixed; boundary=b', bytes: Buffer.from(whole) },
  );
}

/** Pairs as JSON, values of all types among them; and JSON that is no object, too deep, or none. */
export function json(pairs: Pairs): fc.Arbitrary<Body> {
  const object = JSON.stringify(Object.fromEntries(pairs));
  const [first = 'message'] = pairs.map(([name]) => name);
  const type = 'application/json';
  const text = (body: string): Body => ({ type, bytes: Buffer.from(body) });
  const deep = 10_000;
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(text(object)) },
    {
      weight: 3,
      arbitrary: fc
        .jsonValue({ maxDepth: 4 })
        .map(value => text(JSON.stringify({ ...Object.fromEntries(pairs), [first]: value }))),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        text(`${'['.repeat(deep)}${']'.repeat(deep)}`),
        text(`{"message":${'['.repeat(deep)}${']'.repeat(deep)}}`),
        text(`${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`),
        text(`{"__proto__":{"wants":"callback","number":"+12125550123"}}`),
        text('{"wants":"callback","constructor":{"prototype":{"x":1}},"number":{"toString":"x"}}'),
        text(`{"wants":"callback","number":1e999,"text_me":${'9'.repeat(400)}}`),
        text(object.slice(0, -1)),
        text(`${object}${object}`),
        text('\ufeff{}'),
        text('"\\ud800"'),
        text('{"wants":"message","number":"+12125550123","message":"\\ud800\\u0000\\udfff"}'),
        text('null'),
        text('1e999'),
        text('NaN'),
        text(''),
        text(`{"wants":["callback","callback"],"number":[["+12125550123"]]}`),
        { type, bytes: Buffer.from(object, 'utf16le') },
      ),
    },
  );
}
