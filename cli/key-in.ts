import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Refusal } from './refusal.ts';

/** The key in a key file. @throws Refusal when it is none */
export function keyIn(file: string): string {
  let text: string;
  try {
    text = readFileSync(resolve(file), 'utf8').trim();
  } catch (error) {
    throw new Refusal(`The key file ${file} cannot be read: check its name and who may read it.`, {
      cause: error,
    });
  }
  if (/^[0-9a-f]{64}$/i.test(text)) return text;
  throw new Refusal(`${file} is no key file: a key is 64 digits and letters a to f, in one line.`);
}
