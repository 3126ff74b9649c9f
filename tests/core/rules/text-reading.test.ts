import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languageOf } from '../../../core/rules/language.ts';
import { readText } from '../../../core/rules/text-reading.ts';

const intentOf = (body: string, media = 0) => readText(body, media).intent;
const kindOf = (body: string) => intentOf(body).kind;

describe('a carrier keyword is the whole message', () => {
  test.each([
    ['STOP', 'carrier_stop', 'STOP'],
    ['stop', 'carrier_stop', 'STOP'],
    [' Stop. ', 'carrier_stop', 'STOP'],
    ['STOP!!', 'carrier_stop', 'STOP'],
    ['"STOP"', 'carrier_stop', 'STOP'],
    ['stopall', 'carrier_stop', 'STOPALL'],
    ['Unsubscribe', 'carrier_stop', 'UNSUBSCRIBE'],
    ['quit', 'carrier_stop', 'QUIT'],
    ['revoke', 'carrier_stop', 'REVOKE'],
    ['OptOut', 'carrier_stop', 'OPTOUT'],
    ['Cancel', 'carrier_cancel', 'CANCEL'],
    ['END', 'carrier_cancel', 'END'],
    ['start', 'carrier_start', 'START'],
    ['Unstop', 'carrier_start', 'UNSTOP'],
    ['Yes', 'carrier_start', 'YES'],
    ['help', 'carrier_help', 'HELP'],
    ['Info?', 'carrier_help', 'INFO'],
  ])('%s', (body, kind, word) => {
    expect(intentOf(body)).toEqual({ kind, word });
  });

  test.each(['Cancel my Tuesday appointment', 'yes please', 'end of day?', 'help me find a time'])(
    'not in: %s',
    body => expect(kindOf(body)).toBe('words'),
  );
});

describe('an opt-out in free words', () => {
  test.each([
    'please stop',
    'Stop please',
    'ok stop',
    'STOP ALL',
    'opt out',
    'please stop texting me',
    'Stop texting me!!',
    'quit texting this number',
    "don't text me anymore",
    'dont message me',
    'do not contact me again',
    'stop sending me messages',
    'stop sending these texts',
    'stop the texts',
    'no more texts please',
    'take me off your list',
    'remove me from your list',
    'Remove my number from your system',
    'I want you to stop texting me',
    "I don't want to be texted",
    'I no longer want to receive texts',
    'unsubscribe me',
    'leave me alone',
    'delete my number',
    'no me manden mas mensajes',
    'no me manden más mensajes',
    'dejen de escribirme',
    'deje de mandarme mensajes',
    'ya no me escriban',
    'no quiero recibir mensajes',
    'quítenme de su lista',
    'borre mi número',
    'basta',
  ])('%s', body => {
    expect(kindOf(body)).toBe('stop_in_words');
  });

  test.each([
    'make it stop',
    'please make it stop',
    "I can't stop crying",
    'I want it to end',
    'I want it to stop',
    'stop by at 5?',
    'can I stop by tomorrow',
    'can you stop the charge',
    'I need to stop my medication',
    'how do I stop drinking',
    'I want to stop therapy',
    'when does the session end',
    "my ex won't stop texting me",
    'he keeps texting me and I asked him to stop texting me',
    "don't text me at work, call after 5",
    'please text me back',
    'I left you a message',
    'the bus stop is closed',
    'no puedo dejar de llorar',
    'quiero dejar de fumar',
    'quiero que pare',
  ])('never: %s', body => {
    expect(kindOf(body)).toBe('words');
  });

  test('crisis words outweigh it, and outweigh a wrong number', () => {
    for (const body of ['stop texting me I want to die', 'wrong number, he is going to kill me']) {
      expect(readText(body, 0)).toMatchObject({ crisis: { who: 'self' }, intent: { kind: 'words' } });
    }
  });
});

describe('a wrong number', () => {
  test.each([
    'wrong number',
    'Sorry, wrong number',
    'You have the wrong number',
    'I think I called the wrong number',
    'wrong person',
    'numero equivocado',
    'Número equivocado',
    'está equivocado de número',
    'se equivocó de número',
  ])('%s', body => {
    expect(kindOf(body)).toBe('wrong_number');
  });

  test.each([
    'I gave you the wrong number, mine is 212-555-0123',
    'the wrong number of sessions was billed',
    "what's wrong",
    'I am wrong a lot',
  ])('not: %s', body => {
    expect(kindOf(body)).toBe('words');
  });
});

describe('what a phone sends by itself', () => {
  test.each([
    'Liked “Got it, thank you.”',
    'Liked "ok"',
    'Loved "See you Tuesday"',
    'Loved an image',
    'Disliked “STOP to opt out.”',
    'Laughed at “hello”',
    'Emphasized “hello”',
    'Emphasised “hello”',
    'Questioned “hello”',
    'Removed a like from “hello”',
    'Removed a heart from “hello”',
    'Removed an exclamation from “hello”',
    'Reacted 👍 to “hello”',
    'Removed 👍 from “hello”',
    '👍 to “hello”',
    '❤️ to "hello"',
    '\u200a\u200b👍\u200b to “\u200ahello\u200a”',
    '😂 a "hola"',
    'Le gustó “Recibido, gracias.”',
    'Le encantó «hola»',
    'No le gustó “hola”',
    'Enfatizó “hola”',
    'Reaccionó con 👍 a “hola”',
  ])('a reaction: %s', body => {
    expect(readText(body, 0)).toMatchObject({ intent: { kind: 'reaction' }, language: null });
  });

  test.each([
    'I’m driving with Do Not Disturb While Driving turned on. I’ll see your message when I get where I’m going.',
    'I’m driving with Driving Focus turned on. I’ll see your message when I get where I’m going.',
    '(I’m not receiving notifications. If this is urgent, reply “urgent” to send a notification through.)',
    "I'm driving right now, I'll get back to you later",
    "Automatic reply: I'm away",
    'I am currently out of the office and will respond when I return on Monday.',
    'Estoy manejando con la función No molestar activada. Veré tu mensaje cuando llegue.',
    'No estoy recibiendo notificaciones. Si es urgente, responde “urgente”.',
    'Respuesta automática: estoy fuera',
  ])('an auto-reply: %s', body => {
    expect(readText(body, 0)).toMatchObject({ intent: { kind: 'auto_reply' }, language: null });
  });

  test.each([
    'I liked "the other" therapist better',
    'Liked it, thanks',
    'Loved talking to you',
    '👍',
    '👍 see you to talk',
    "I'm driving, call me at 5",
    'I will be out of the office Tuesday, can we move?',
  ])('a person wrote: %s', body => {
    expect(kindOf(body)).toBe('words');
  });
});

describe('a choice is the whole message', () => {
  test.each([
    ['1', 1],
    [' 2 ', 2],
    ['3.', 3],
    ['#1', 1],
    ['(2)', 2],
    ['"3"', 3],
    ['１', 1],
    ['1️⃣', 1],
    ['1\n', 1],
  ])('%j', (body, choice) => {
    expect(intentOf(body)).toEqual({ kind: 'choice', choice });
  });

  test.each(['2 min late', '12', '1 2', '1 please', '0', '4', '-1x', '1.5', '½', '1st'])('not: %s', body => {
    expect(kindOf(body)).toBe('words');
  });
});

test.each([
  ['AYUDA', 'help'],
  ['ayuda!', 'help'],
  ['Ayuda por favor', 'help'],
  ['Información', 'help'],
  ['necesito ayuda con mi cita', 'words'],
])('%s is ours to answer: %s', (body, kind) => {
  expect(kindOf(body)).toBe(kind);
});

test('a picture has no words', () => {
  expect(intentOf('', 1)).toEqual({ kind: 'picture' });
  expect(intentOf(' \u200b', 2)).toEqual({ kind: 'picture' });
  expect(intentOf('my insurance card', 1)).toEqual({ kind: 'words' });
  expect(intentOf('1', 1)).toEqual({ kind: 'words' });
  expect(intentOf('', 0)).toEqual({ kind: 'words' });
});

describe('the language', () => {
  test.each([
    ['Hola, quisiera hacer una cita para mi hija', 'es'],
    ['necesito ayuda con mi hijo', 'es'],
    ['me pueden llamar mañana por la tarde', 'es'],
    ['¿Cuánto cuesta?', 'es'],
    ['quiero morir', 'es'],
    ['I would like to make an appointment for my daughter', 'en'],
    ['can you call me back tomorrow', 'en'],
    ['ok', null],
    ['hola', null],
    ['gracias', null],
    ['Maria de la Cruz', null],
    ['No', null],
    ['me', null],
    ['212-555-0123', null],
    ['Hola! I would like to make an appointment please', 'en'],
    ['', null],
  ])('%s: %s', (body, language) => {
    expect(readText(body, 0).language).toBe(language);
  });

  test('a lone Spanish word that sounds like a crisis is Spanish', () => {
    expect(languageOf('suicidarme')).toBeNull();
    expect(readText('suicidarme', 0).language).toBe('es');
  });
});

test('never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), fc.nat(3), (body, media) => {
      readText(body, media);
    }),
  );
});

test.each(['constructor', 'toString', 'valueOf', '__proto__', '(constructor)'])(
  '%s is a word like any other, and no choice',
  body => expect(intentOf(body)).toEqual({ kind: 'words' }),
);
