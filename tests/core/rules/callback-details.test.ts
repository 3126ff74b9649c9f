import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCallbackDetails } from '../../../core/rules/callback-details.ts';

const details = (bestTime: string | null, number: string | null = null, name: string | null = null) => ({
  bestTime,
  number,
  name,
});

test.each([
  // a time
  ['after 3pm tomorrow', details('after 3pm tomorrow')],
  ['Tomorrow morning please', details('Tomorrow morning')],
  ['mornings are best', details('mornings')],
  ['any time after 5', details('any time after 5')],
  ['Monday or Wednesday between 9 and 11', details('Monday or Wednesday between 9 and 11')],
  ['can you call at 4:30?', details('at 4:30')],
  ['noon', details('noon')],
  ['tonight', details('tonight')],
  ['mañana por la tarde', details('mañana por la tarde')],
  ['el lunes a las 4', details('el lunes a las 4')],
  ['despues de las 5 por favor', details('despues de las 5')],
  ['cualquier hora', details('cualquier hora')],
  // a number
  ['call my cell 212-555-0123', details(null, '+12125550123')],
  ['(212) 555 0123', details(null, '+12125550123')],
  ['2125550123', details(null, '+12125550123')],
  ['+1 212 555 0123 please', details(null, '+12125550123')],
  // a name
  ['ask for Robin', details(null, null, 'Robin')],
  ['ask for robin', details(null, null, 'robin')],
  ['my name is Robin Lee', details(null, null, 'Robin Lee')],
  ['This is Robin.', details(null, null, 'Robin')],
  ['Robin', details(null, null, 'Robin')],
  ['Robin Lee', details(null, null, 'Robin Lee')],
  ['pregunte por Ana', details(null, null, 'Ana')],
  ['me llamo Ana María', details(null, null, 'Ana María')],
  ['soy Ana', details(null, null, 'Ana')],
  // several
  ['after 3pm, 212-555-0123, ask for Robin', details('after 3pm', '+12125550123', 'Robin')],
  ['Ask for Ana tomorrow at 10', details('tomorrow at 10', null, 'Ana')],
  ['Robin, mornings', details('mornings', null, 'Robin')],
  ['llame al 212 555 0123 mañana y pregunte por Ana', details('mañana', '+12125550123', 'Ana')],
])('%s', (body, expected) => {
  expect(readCallbackDetails(body, 'US')).toEqual(expected);
});

test.each([
  'ok',
  'Thanks',
  'Thank You',
  'thank you so much',
  'Gracias',
  'Yes',
  'Ok',
  'I have a question about my bill',
  'this is hard for me',
  'how much does it cost',
  '12',
  'my son is 14',
  '👍',
  '',
  'On Monday my husband and I had a terrible fight and I have been crying ever since because of it',
])('nothing in: %s', body => {
  expect(readCallbackDetails(body, 'US')).toEqual(details(null));
});

test('never throws, and a number is E.164', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), body => {
      const { number } = readCallbackDetails(body, 'US');
      expect(number ?? '+1').toMatch(/^\+\d+$/);
    }),
  );
});
