import { describe, expect, test } from 'vitest';
import {
  DOCTOR_FINDINGS,
  type DoctorCode,
  found,
  inOrder,
  isDoctorCode,
  valuesInWords,
} from '../../../core/rules/doctor/findings.ts';
import { judgeRoom } from '../../../core/rules/doctor/room.ts';
import { en } from '../../../core/texts/desk/doctor/en.ts';
import { es } from '../../../core/texts/desk/doctor/es.ts';
import { placesIn } from '../../../core/texts/texts.ts';

const codes = Object.keys(DOCTOR_FINDINGS) as DoctorCode[];

describe('findings', () => {
  test('each says the same things in both languages, and what is to be done where something is', () => {
    for (const code of codes) {
      expect([code, placesIn(es[code]).sort()]).toEqual([code, placesIn(en[code]).sort()]);
      const has = `${code}_do` in en;
      expect([code, has]).toEqual([code, DOCTOR_FINDINGS[code].state !== 'ok']);
    }
  });

  test('what is to be done is told by values that the finding has', () => {
    const sentences: Readonly<Record<string, string>> = { ...en };
    for (const code of codes) {
      const places = placesIn(sentences[`${code}_do`] ?? '');
      expect(placesIn(en[code]), code).toEqual(expect.arrayContaining(places));
    }
  });

  test('stand in the order of the catalogue', () => {
    const some = [found('room_is', { size: 1, room: 2 }), found('config_good', { file: 'a' })];
    expect(inOrder(some).map(({ what }) => what)).toEqual(['config_good', 'room_is']);
  });

  test('a code of another version is known as such', () => {
    expect([isDoctorCode('config_good'), isDoctorCode('toString'), isDoctorCode('later')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('moments and sizes are said as the screen says them, all else as it stands', () => {
    const say = { moment: (at: number) => `at ${at}`, bytes: (count: number) => `${count} B` };
    expect(valuesInWords({ at: 1, until: 2, size: 3, room: 4, count: 5, file: 'a' }, say)).toEqual({
      at: 'at 1',
      until: 'at 2',
      size: '3 B',
      room: '4 B',
      count: 5,
      file: 'a',
    });
  });
});

describe('room on the disk', () => {
  test.each([
    [{ size: 0, room: 99_999_999 }, 'room_is_none'],
    [{ size: 0, room: 100_000_000 }, 'room_is_little'],
    [{ size: 0, room: 999_999_999 }, 'room_is_little'],
    [{ size: 0, room: 1_000_000_000 }, 'room_is'],
    [{ size: 600_000_000, room: 1_100_000_000 }, 'room_is_little'],
    [{ size: 600_000_000, room: 1_200_000_000 }, 'room_is'],
  ])('%o is %s', (facts, what) => {
    expect(judgeRoom(facts)).toMatchObject({ what, values: facts });
  });
});
