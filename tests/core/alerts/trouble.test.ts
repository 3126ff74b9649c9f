import { describe, expect, test } from 'vitest';
import { namesOfParts } from '../../../core/alerts/trouble.ts';
import { textOf } from '../../../core/alerts/words.ts';
import type { EffectId, Phone } from '../../../core/ids.ts';
import { FINDINGS } from '../../../core/rules/health.ts';
import { countSegments } from '../../../core/rules/segments.ts';
import { LANGUAGES, type Language } from '../../../core/texts/texts.ts';

const PARTS = [...new Set(Object.values(FINDINGS).map(({ about }) => about))];

describe.each(Object.keys(LANGUAGES) as Language[])('in %s', language => {
  test('every part has a name, in the alphabet of texts', () => {
    for (const part of PARTS) {
      const name = namesOfParts([part], language);
      expect(name).not.toBe(part);
      expect(countSegments(name).firstOutside).toBeNull();
    }
  });

  test('of many, three are named and the others counted; the three longest are as long as the check of texts takes them to be', () => {
    const longest = PARTS.map(part => [part, namesOfParts([part], language).length] as const)
      .sort((a, b) => b[1] - a[1])
      .map(([part]) => part);
    const what = namesOfParts(longest, language);
    expect(what).toMatch(new RegExp(`; .*; .* \\(\\+${PARTS.length - 3}\\)$`));
    expect(what.length).toBeLessThanOrEqual(100);
  });

  test.each(['wrong', 'look', 'still', 'over', 'unwritable'] as const)(
    '%s: a text of one or two segments',
    is => {
      const alert = {
        ...{
          effect: 'x' as EffectId,
          from: '+12125550100' as Phone,
          sender: 'Willow Street Counseling Pract',
        },
        ...{ urgent: false, again: false, count: 3, words: LANGUAGES[language].staff },
        trouble: { is, what: namesOfParts(['twilio', 'lists', 'token'], language) },
      };
      const { segments, firstOutside } = countSegments(textOf(alert));
      expect([segments <= 2, firstOutside]).toEqual([true, null]);
      expect(textOf(alert)).not.toMatch(/[{}]/);
    },
  );
});
