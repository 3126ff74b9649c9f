import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance } from '../../../core/rules/dialogue.ts';
import type {
  Dialogue,
  DialogueAction,
  DialogueContext,
  DialogueEvent,
} from '../../../core/rules/dialogue-parts.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOON = Date.UTC(2026, 10, 20, 17);

const closed: DialogueContext = {
  now: NOON,
  open: false,
  quiet: false,
  language: 'en',
  languages: ['en', 'es'],
  texting: true,
  messageWindow: MINUTE,
  expiresAfter: 24 * HOUR,
  country: 'US',
  crisisRepliedAt: null,
};

/** One person's way through the menu: texts are strings, a number is milliseconds that pass, other events by name. */
type Step = string | number | 'CONTINUATION' | 'SILENCE' | { picture: string };

function walk(steps: readonly Step[], context: Partial<DialogueContext> = {}) {
  let dialogue: Dialogue | null = null;
  let now = NOON;
  let language = context.language ?? closed.language;
  let crisisRepliedAt = context.crisisRepliedAt ?? null;
  const perStep: (readonly DialogueAction[])[] = [];
  const dialogues: (Dialogue | null)[] = [];
  for (const step of steps) {
    if (typeof step === 'number') {
      now += step;
      continue;
    }
    const { dialogue: next, actions } = advance(dialogue, eventOf(step), {
      ...closed,
      ...context,
      now,
      language,
      crisisRepliedAt,
    });
    for (const action of actions) {
      if (action.do === 'language') language = action.language;
      if (action.do === 'reply' && action.text === 'crisis') crisisRepliedAt = now;
    }
    dialogue = next;
    perStep.push(actions);
    dialogues.push(next);
  }
  return { dialogue, dialogues, perStep, last: perStep.at(-1) ?? [], all: perStep.flat(), language };
}

function eventOf(step: Exclude<Step, number>): DialogueEvent {
  if (step === 'CONTINUATION') return { kind: 'continuation_sent' };
  if (step === 'SILENCE') return { kind: 'silence' };
  return typeof step === 'string'
    ? { kind: 'text', body: step, media: 0 }
    : { kind: 'text', body: step.picture, media: 1 };
}

const replies = (actions: readonly DialogueAction[]) =>
  actions.flatMap(action => (action.do === 'reply' ? [action.text] : []));
const asks = (actions: readonly DialogueAction[]) =>
  actions.flatMap(action => (action.do === 'ask' ? [action.kind] : []));
const kinds = (actions: readonly DialogueAction[]) => actions.map(action => action.do);
const done = (actions: readonly DialogueAction[]) => actions.filter(action => action.do !== 'wait');

describe('1: a callback', () => {
  test('raises the ask and says when a person will call', () => {
    const { last, dialogue } = walk(['CONTINUATION', '1']);
    expect(last).toEqual([
      { do: 'ask', kind: 'callback', words: null },
      { do: 'reply', text: 'callback_closed' },
    ]);
    expect(dialogue?.state).toBe('callback_details');
    expect(replies(walk(['CONTINUATION', '1'], { open: true }).last)).toEqual(['callback_open']);
  });

  test('details are understood and acknowledged once', () => {
    const { perStep } = walk(['CONTINUATION', '1', 'after 3pm tomorrow', 'ask for Robin']);
    expect(perStep[2]).toEqual([
      {
        do: 'details',
        bestTime: 'after 3pm tomorrow',
        number: null,
        name: null,
        words: 'after 3pm tomorrow',
      },
      { do: 'reply', text: 'details_noted' },
    ]);
    expect(perStep[3]).toEqual([
      { do: 'details', bestTime: null, number: null, name: 'Robin', words: 'ask for Robin' },
    ]);
  });

  test('a second 1 soon after is the same wish', () => {
    const { all } = walk(['CONTINUATION', '1', 30 * SECOND, '1', '1']);
    expect(asks(all)).toEqual(['callback']);
    expect(replies(all)).toEqual(['callback_closed']);
  });

  test('a 1 hours later, or after another missed call, is a new wish', () => {
    expect(asks(walk(['CONTINUATION', '1', 5 * HOUR, '1']).all)).toEqual(['callback', 'callback']);
    expect(asks(walk(['CONTINUATION', '1', 'CONTINUATION', '1']).all)).toEqual(['callback', 'callback']);
  });

  test('words that are no details are a message', () => {
    const { last } = walk(['CONTINUATION', '1', 'I have a question about my bill']);
    expect(done(last)).toEqual([{ do: 'ask', kind: 'message', words: 'I have a question about my bill' }]);
  });

  test('without any dialogue it is a choice all the same', () => {
    expect(asks(walk(['1']).all)).toEqual(['callback']);
  });

  test('in the middle of a message its answer stands for the confirmation', () => {
    const { all } = walk(['CONTINUATION', 'my name is Robin and I have a question', '1', MINUTE, 'SILENCE']);
    expect(asks(all)).toEqual(['message', 'callback']);
    expect(replies(all)).toEqual(['callback_closed']);
  });
});

describe('2: a message', () => {
  test('is asked for, and begins with the words that follow', () => {
    const { perStep } = walk(['CONTINUATION', '2', 'I would like to come in']);
    expect(perStep[1]).toEqual([{ do: 'reply', text: 'message_prompt' }]);
    expect(perStep[2]).toEqual([
      { do: 'ask', kind: 'message', words: 'I would like to come in' },
      { do: 'wait', until: NOON + MINUTE },
    ]);
  });

  test('asked for twice, prompted once', () => {
    expect(replies(walk(['CONTINUATION', '2', '2']).all)).toEqual(['message_prompt']);
  });

  test('after a 1 both are asked for', () => {
    const { all } = walk(['CONTINUATION', '1', '2', 'about my bill', MINUTE, 'SILENCE']);
    expect(asks(all)).toEqual(['callback', 'message']);
    expect(replies(all)).toEqual(['callback_closed', 'message_prompt', 'message_closed']);
  });
});

describe('free words', () => {
  test('are a message: alert on the first part, the rest joins it, one confirmation after silence', () => {
    const { perStep } = walk([
      'CONTINUATION',
      'Hello I wanted to ask',
      20 * SECOND,
      'whether you have room',
      20 * SECOND,
      'next week',
      MINUTE,
      'SILENCE',
    ]);
    expect(perStep.slice(1)).toEqual([
      [
        { do: 'ask', kind: 'message', words: 'Hello I wanted to ask' },
        { do: 'wait', until: NOON + MINUTE },
      ],
      [
        { do: 'append', words: 'whether you have room' },
        { do: 'wait', until: NOON + 20 * SECOND + MINUTE },
      ],
      [
        { do: 'append', words: 'next week' },
        { do: 'wait', until: NOON + 40 * SECOND + MINUTE },
      ],
      [{ do: 'reply', text: 'message_closed' }],
    ]);
  });

  test('a wait that was overtaken waits again', () => {
    const { last } = walk(['Hello there', 30 * SECOND, 'one more thing', 30 * SECOND, 'SILENCE']);
    expect(last).toEqual([{ do: 'wait', until: NOON + 90 * SECOND }]);
  });

  test('silence twice confirms once', () => {
    expect(replies(walk(['Hello there', MINUTE, 'SILENCE', 'SILENCE']).all)).toEqual(['message_closed']);
  });

  test('after silence a new message begins, even when the worker was late', () => {
    const late = walk(['I have a question', 10 * MINUTE, 'and another question']);
    expect(asks(late.all)).toEqual(['message', 'message']);
    const { all } = walk(['I have a question', MINUTE, 'SILENCE', HOUR, 'and another question']);
    expect(asks(all)).toEqual(['message', 'message']);
  });

  test.each(['thanks', 'ok', 'Gracias', '👍', 'ok thank you so much!'])(
    'after the confirmation "%s" is kept, not answered',
    words => {
      const { last } = walk([
        'CONTINUATION',
        'I have a question',
        MINUTE,
        'SILENCE',
        words,
        MINUTE,
        'SILENCE',
      ]);
      expect(last).toEqual([]);
      const { perStep } = walk(['CONTINUATION', '1', words]);
      expect(perStep[2]).toEqual([{ do: 'append', words }]);
    },
  );

  test('out of the blue even an "ok" is a message: nothing is lost', () => {
    expect(asks(walk(['ok']).all)).toEqual(['message']);
  });

  test('an expired dialogue is none, but its version goes on', () => {
    const { all, dialogue } = walk(['CONTINUATION', '1', 25 * HOUR, 'ok']);
    expect(asks(all)).toEqual(['callback', 'message']);
    expect(dialogue?.version).toBe(3);
    expect(walk(['hello there you', 25 * HOUR, 'SILENCE']).last).toEqual([]);
  });

  test('a picture alone is an ask without words; among words it is noted', () => {
    expect(done(walk([{ picture: '' }]).last)).toEqual([
      { do: 'ask', kind: 'message', words: null },
      { do: 'note', code: 'picture' },
    ]);
    const { all } = walk(['my insurance card', { picture: '' }, { picture: 'and the back' }]);
    expect(asks(all)).toEqual(['message']);
    expect(done(all).slice(1)).toEqual([
      { do: 'note', code: 'picture' },
      { do: 'append', words: 'and the back' },
      { do: 'note', code: 'picture' },
    ]);
  });
});

describe('3 and writing Spanish: the language', () => {
  test('3 switches, and shows the menu again in that language', () => {
    const { perStep, language } = walk(['CONTINUATION', '3', '3']);
    expect(perStep[1]).toEqual([
      { do: 'language', language: 'es' },
      { do: 'reply', text: 'continuation' },
    ]);
    expect(perStep[2]?.[0]).toEqual({ do: 'language', language: 'en' });
    expect(language).toBe('en');
  });

  test('writing Spanish switches before the reply', () => {
    const { last } = walk(['CONTINUATION', 'Hola, necesito una cita para mi hija']);
    expect(kinds(last)).toEqual(['language', 'ask', 'wait']);
  });

  test('with one language 3 is a message and nothing switches', () => {
    const { all } = walk(['CONTINUATION', '3', 'necesito una cita para mi hija'], { languages: ['en'] });
    expect(kinds(all)).toEqual(['ask', 'wait', 'append', 'wait']);
  });
});

describe('crisis words', () => {
  const words = 'I want to kill myself';

  test('come before everything: the ask, then the reply, and no other reply', () => {
    expect(walk(['CONTINUATION', '1', words]).last).toEqual([
      { do: 'ask', kind: 'crisis', words },
      { do: 'reply', text: 'crisis' },
    ]);
  });

  test('are answered even while staff are in the conversation', () => {
    expect(replies(walk([words], { quiet: true }).all)).toEqual(['crisis']);
  });

  test('are answered once in ten minutes, and asked every time', () => {
    const { all } = walk([words, MINUTE, words, 8 * MINUTE, words, MINUTE, words]);
    expect(asks(all)).toEqual(['crisis', 'crisis', 'crisis', 'crisis']);
    expect(replies(all)).toEqual(['crisis', 'crisis']);
  });

  test('are answered though a clock that ran hours ahead was put right since the last time', () => {
    expect(replies(walk([words], { crisisRepliedAt: NOON + 3 * HOUR }).all)).toEqual(['crisis']);
  });

  test('are answered in their own language', () => {
    expect(walk(['quiero suicidarme']).last).toEqual([
      { do: 'ask', kind: 'crisis', words: 'quiero suicidarme' },
      { do: 'language', language: 'es' },
      { do: 'reply', text: 'crisis' },
    ]);
  });

  test('what follows joins them, and "got it" is not said to it', () => {
    const { perStep } = walk([words, 20 * SECOND, 'nobody picked up', MINUTE, 'SILENCE']);
    expect(perStep.slice(1)).toEqual([[{ do: 'append', words: 'nobody picked up' }], []]);
  });

  test('in the middle of a message take its confirmation away', () => {
    const { all } = walk(['I tried to call', SECOND, words, MINUTE, 'SILENCE']);
    expect(asks(all)).toEqual(['message', 'crisis']);
    expect(replies(all)).toEqual(['crisis']);
  });

  test('outweigh an opt-out in free words', () => {
    const { all } = walk(['stop texting me, I want to die']);
    expect(kinds(all)).toEqual(['ask', 'reply']);
  });
});

describe("the carrier's words", () => {
  test('STOP stops, and is never answered', () => {
    expect(walk(['CONTINUATION', 'STOP']).last).toEqual([
      { do: 'stop_texts', how: 'keyword', words: 'STOP' },
      { do: 'note', code: 'opted_out' },
    ]);
  });

  test('STOP in the middle of a message takes its confirmation away', () => {
    expect(replies(walk(['I tried to call', 'STOP', MINUTE, 'SILENCE']).all)).toEqual([]);
  });

  test('CANCEL and END stop too, but staff see that an appointment may have been meant', () => {
    expect(walk(['Cancel']).last).toEqual([
      // The entry first: it is what the note stands on.
      { do: 'ask', kind: 'message', words: 'Cancel' },
      { do: 'stop_texts', how: 'keyword', words: 'Cancel' },
      { do: 'note', code: 'may_have_meant_appointment' },
    ]);
  });

  test('START allows again; YES may also have been an answer to a person', () => {
    expect(walk(['START']).last).toEqual([
      { do: 'allow_texts', words: 'START' },
      { do: 'note', code: 'opted_in' },
    ]);
    expect(kinds(walk(['Yes']).last)).toEqual(['ask', 'allow_texts', 'note']);
  });

  test('HELP makes an entry and leaves the answer to Twilio; AYUDA is ours to answer', () => {
    expect(walk(['HELP']).last).toEqual([
      { do: 'ask', kind: 'message', words: 'HELP' },
      { do: 'note', code: 'asked_for_help' },
    ]);
    expect(walk(['AYUDA']).last.slice(-3)).toEqual([
      { do: 'ask', kind: 'message', words: 'AYUDA' },
      { do: 'note', code: 'asked_for_help' },
      { do: 'reply', text: 'help' },
    ]);
  });
});

test('a free-word opt-out and a wrong number stop texts without a word', () => {
  expect(walk(['please stop texting me']).last).toEqual([
    { do: 'stop_texts', how: 'free_words', words: 'please stop texting me' },
    { do: 'note', code: 'opted_out' },
  ]);
  expect(walk(['wrong number']).last).toEqual([
    { do: 'stop_texts', how: 'wrong_number', words: 'wrong number' },
    { do: 'note', code: 'wrong_number' },
  ]);
});

test('reactions and auto-replies are noted and change nothing', () => {
  const { perStep, dialogue } = walk(['CONTINUATION', 'Liked "hello"', "I'm driving with Do Not Disturb on"]);
  expect(perStep.slice(1)).toEqual([
    [{ do: 'note', code: 'reaction' }],
    [{ do: 'note', code: 'auto_reply' }],
  ]);
  expect(dialogue?.state).toBe('menu');
});

describe('while staff are in the conversation', () => {
  test('asks and parts are kept, nothing is answered', () => {
    const { all } = walk(['1', 'I have a question', 'and one more', MINUTE, 'SILENCE'], { quiet: true });
    expect(asks(all)).toEqual(['callback', 'message']);
    expect(kinds(all)).toEqual(['ask', 'ask', 'append']);
  });

  test('a 2 is an answer to a person, who should see it', () => {
    expect(walk(['2'], { quiet: true }).last).toEqual([{ do: 'ask', kind: 'message', words: '2' }]);
    expect(kinds(walk(['1', '1'], { quiet: true }).last)).toEqual(['ask']);
    expect(kinds(walk(['1', 'Ok'], { quiet: true }).last)).toEqual(['ask']);
    expect(kinds(walk(['1', 'Friday at 3'], { quiet: true }).last)).toEqual(['details', 'ask']);
  });
});

describe('however it goes', () => {
  const CRISIS = ['I want to die', 'quiero morir', 'my son wants to kill himself'];
  const STOPS = ['STOP', 'stop', 'Unsubscribe', 'END', 'cancel', 'please stop texting me', 'wrong number'];
  const text = fc.oneof(
    fc.constantFrom(
      '1',
      '2',
      '3',
      'hello I have a question',
      'thanks',
      'after 3pm',
      'Robin',
      'HELP',
      'AYUDA',
      'YES',
    ),
    fc.constantFrom(...CRISIS, ...STOPS, 'Liked "ok"', 'necesito una cita para mi hijo'),
    fc.string({ maxLength: 40 }),
  );
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 6, arbitrary: text },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 3 * HOUR }) },
    { weight: 2, arbitrary: fc.constant('SILENCE') },
    { weight: 1, arbitrary: fc.constant('CONTINUATION') },
    { weight: 1, arbitrary: text.map(picture => ({ picture })) },
  );
  const steps = fc.array(step, { maxLength: 25 });
  const bodies = (given: readonly Step[]) => given.filter(one => typeof one !== 'number');

  test('one message in any number of parts is one ask and one confirmation', () => {
    const part = fc.tuple(
      fc.integer({ min: 0, max: MINUTE - 1 }),
      fc.constantFrom('I have a question', 'about my bill', 'ok', 'it is about', 'thanks', 'Robin', '2'),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), parts => {
        const rest = parts.flatMap(([gap, body, early]): Step[] => [
          gap,
          ...(early ? ['SILENCE'] : []),
          body,
        ]);
        const all = walk([
          'CONTINUATION',
          'I would like to come in',
          ...rest,
          MINUTE,
          'SILENCE',
          'SILENCE',
        ]).all;
        expect(asks(all)).toEqual(['message']);
        expect(replies(all)).toEqual(['message_closed']);
      }),
    );
  });

  test('STOP and its kin are never answered, and nothing is owed after them', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(...STOPS), (before, stop) => {
        const { perStep } = walk([...before, stop, MINUTE, 'SILENCE']);
        expect(replies(perStep.slice(-2).flat())).toEqual([]);
      }),
    );
  });

  test('crisis words always raise the crisis first, and never a second reply', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(...CRISIS), fc.boolean(), (before, words, quiet) => {
        const { last } = walk([...before, words], { quiet });
        expect(last[0]).toEqual({ do: 'ask', kind: 'crisis', words });
        expect(['', 'crisis']).toContain(replies(last).join());
      }),
    );
  });

  test('the version grows by one with each step', () => {
    fc.assert(
      fc.property(steps, given => {
        const { dialogues } = walk(given);
        let before = 0;
        for (const dialogue of dialogues) {
          if (dialogue === null) continue;
          expect(dialogue.version).toBe(before + 1);
          before = dialogue.version;
        }
      }),
    );
  });

  test('quiet or texting off: no reply but the crisis one, which the sender refuses where it must', () => {
    fc.assert(
      fc.property(steps, given => {
        for (const context of [{ quiet: true }, { texting: false }]) {
          expect(replies(walk(given, context).all).filter(reply => reply !== 'crisis')).toEqual([]);
        }
      }),
    );
  });

  test('every text leaves a trace or repeats a wish that is already there', () => {
    fc.assert(
      fc.property(steps, given => {
        const { perStep } = walk(given);
        const silent = bodies(given).filter(
          (one, at) => one !== 'SILENCE' && one !== 'CONTINUATION' && perStep[at]?.length === 0,
        );
        for (const one of silent) expect(['1', '2']).toContain(typeof one === 'string' ? one.trim() : one);
      }),
    );
  });

  test('a dialogue survives being stored', () => {
    fc.assert(
      fc.property(steps, given => {
        const { dialogue } = walk(given);
        expect(JSON.parse(JSON.stringify(dialogue))).toEqual(dialogue);
      }),
    );
  });
});
