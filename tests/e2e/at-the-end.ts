import { afterAll } from 'vitest';

const endings: (() => Promise<unknown> | undefined)[] = [];

/** Ends what a test file has opened when the file is done, the last first: its tests may run side by side. */
export function atTheEnd(end: () => Promise<unknown> | undefined): void {
  endings.unshift(end);
}

afterAll(async () => {
  for (const end of endings) await end();
});
