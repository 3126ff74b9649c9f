import { readFileSync } from 'node:fs';
import { readConfig } from '../../core/config/load.ts';
import type { Config } from '../../core/config/schema.ts';

/** The practice of the scenarios, as its file says it. */
export function practiceConfig(): Config {
  const yaml = readFileSync(new URL('../scenarios/practice.yaml', import.meta.url), 'utf8');
  const reading = readConfig(yaml, {
    folder: '/nowhere',
    env: { KEY: 'a5'.repeat(32) },
    readFile: () => ({ problem: 'missing' as const }),
    exists: () => true,
  });
  if (!('config' in reading)) throw new Error(reading.errors.map(error => error.message).join('\n'));
  return reading.config;
}
