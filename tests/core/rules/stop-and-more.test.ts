import { describe, expect, it } from 'vitest';
import { saysMoreThanStop } from '../../../core/rules/opt-out.ts';

describe('a wish for no more texts that says more', () => {
  it.each([
    ['please stop texting me', false],
    ["don't text me anymore", false],
    ['no me manden mas mensajes por favor', false],
    ['stop texting me and call me back', true],
    ['Stop texting me, call me', true],
    ['please stop texting me, I am at work until five and will be in touch', true],
    ['no me escriban mas, llamenme', true],
  ])('%s', (words, more) => {
    expect(saysMoreThanStop(words)).toBe(more);
  });
});
