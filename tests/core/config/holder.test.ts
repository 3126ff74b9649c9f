import { describe, expect, it } from 'vitest';
import { holdConfig } from '../../../core/config/holder.ts';
import { readConfig } from '../../../core/config/load.ts';
import { around, configOf, SAMPLE, sample } from './sample.ts';

function held() {
  let text = SAMPLE;
  const holder = holdConfig(configOf(SAMPLE), () => readConfig(text, around));
  return { holder, write: (next: string) => (text = next) };
}

describe('reading the file again', () => {
  it('puts a right one in force', () => {
    const { holder, write } = held();
    write(sample(['sender: Willow Street', 'sender: Willow St']));
    expect(holder.current().practice.sender).toBe('Willow Street');
    expect(holder.reload()).toMatchObject({ afterRestart: [] });
    expect(holder.current().practice.sender).toBe('Willow St');
  });

  it('leaves the old one in force when the new one is broken, and says why', () => {
    const { holder, write } = held();
    const before = holder.current();
    write('practice: {');
    expect(holder.reload()).toMatchObject({ errors: [{ line: expect.any(Number) }] });
    expect(holder.current()).toBe(before);
    write(sample(['who: dana', 'who: danna']));
    expect(holder.reload()).toMatchObject({ errors: [{ path: ['lines', 0, 'ring', 1, 'who'] }] });
    expect(holder.current()).toBe(before);
  });

  it('recovers once the file is right again', () => {
    const { holder, write } = held();
    write('');
    holder.reload();
    write(sample(['for: 15s', 'for: 20s']));
    holder.reload();
    expect(holder.current().lines[0]?.ring[1]?.for).toBe(20_000);
  });

  it('keeps what is opened once until a restart, and says so', () => {
    const { holder, write } = held();
    write(`${SAMPLE}server: {port: 9000}\nredis: {url: "redis://valkey:6379"}\n`);
    expect(holder.reload().afterRestart).toEqual(['redis', 'server']);
    expect(holder.current().server.port).toBe(8080);
    expect(holder.current().redis).toBeNull();
  });
});
