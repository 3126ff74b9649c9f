import { expect, test } from 'vitest';
import { filesBelow, readText } from './source-files.ts';

/** North American numbers as E.164 and as people write them. */
const NUMBER = /\+1[2-9]\d{9}\b|(?<![\d-])\(?[2-9]\d{2}\)?[ -][2-9]\d{2}-\d{4}\b/g;
/** 555-0100 to 555-0199 are kept free for invented people; nobody's phone can ring. */
const INVENTED = /555-?01\d\d$/;

/** Twilio's own example of a signature, which signs these. */
const VENDOR_EXAMPLE = ['+14158675309', '+18005551212'];

function realNumbers(text: string): string[] {
  const found = text.match(NUMBER) ?? [];
  return found.filter(number => !INVENTED.test(number) && !VENDOR_EXAMPLE.includes(number));
}

test("no phone number in the project can be anybody's", () => {
  const texts = filesBelow('.', /\.(?:ts|js|md|ya?ml|json|html|css)$/).filter(
    path => path !== 'package-lock.json',
  );
  expect(texts.length).toBeGreaterThan(200);
  const found = texts.flatMap(path => realNumbers(readText(path)).map(number => `${path}: ${number}`));
  expect(found).toEqual([]);
});

test('numbers are told apart', () => {
  // Put together here, because this file is looked through as well.
  const real = ['+1212' + '5550200', '(212) 867' + '-5309'];
  expect(realNumbers(`+12125550123, (212) 555-0123, 212 555-0199, ${real.join(', ')}`)).toEqual(real);
});
