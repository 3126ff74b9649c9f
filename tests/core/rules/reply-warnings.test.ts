import { expect, test } from 'vitest';
import { replyWarnings } from '../../../core/rules/reply-warnings.ts';

const CASES: [text: string, ...codes: string[]][] = [
  ['Thank you for writing. We will call you back today.'],
  ['Gracias por escribir. Le llamamos hoy.'],
  ['Is 4 pm good? Our number is (212) 555-0100.'],
  ['Please call us at +1 212 555 0100 between 9 and 5.'],
  ['We are open Monday to Friday. Your call is important.'],
  ['Puede llamar cuando quiera; su mensaje llegó.'],
  ['Your appointment is on Tuesday.', 'confirms'],
  ['Your next session is at 4.', 'confirms'],
  ['Su próxima cita es el martes.', 'confirms'],
  ['Su sesión empieza a las 4.', 'confirms'],
  ['Nos vemos el martes.', 'confirms'],
  ['See you Tuesday!', 'confirms'],
  ['We take no new clients right now.', 'confirms'],
  ['Como cliente puede escribir aquí.', 'confirms'],
  ['Dana is a therapist here.', 'hints'],
  ['La terapeuta le llama hoy.', 'hints'],
  ['Willow Street Counseling will call.', 'hints'],
  ['Bienestar para todos', 'hints'],
  ['Take your meds with food.', 'clinical'],
  ['La receta está lista.', 'clinical'],
  ['About your DIAGNOSIS', 'clinical'],
  ['El síntoma es común.', 'clinical'],
  ['Your SSN 123-45-6789?', 'secret'],
  ['4111 1111 1111 1111', 'secret'],
  ['4111-1111-1111-1111', 'secret'],
  ['Your therapist says your appointment about the medication is set.', 'confirms', 'hints', 'clinical'],
  ['This week’s session', 'confirms'],
];

test.each(CASES)('%s', (text, ...codes) => {
  expect(replyWarnings(text).map(one => one.code)).toEqual(codes);
});

test('it says which words, and is quick with any text', () => {
  expect(replyWarnings('Su próxima cita')).toEqual([{ code: 'confirms', words: 'su proxima cita' }]);
  for (const text of ['your '.repeat(4_000), '1 '.repeat(10_000), 'ur x'.repeat(5_000)]) replyWarnings(text);
});
