import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../tests/setup/chromium.ts';
import { buildDesk } from './build-desk.ts';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What the demo prints of where to look and how to sign in. */
export interface Printed {
  phones: string;
  desk: string;
  email: string;
  password: string;
  recoveryCodes: string[];
}

/** Runs the demo in a folder of its own, and a browser beside it, for as long as `act` takes. */
export async function withDemo(act: (browser: Browser, printed: Printed) => Promise<void>): Promise<void> {
  await buildDesk();
  const folder = mkdtempSync(join(tmpdir(), 'second-ring-screens-'));
  const demo = spawn(process.execPath, [join(ROOT, 'cli', 'main.js'), 'demo', '--port', '8090'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let text = '';
    for await (const part of demo.stdout.setEncoding('utf8')) {
      text += part;
      if (text.includes('Ctrl+C ends it.')) break;
    }
    const browser = await launchChromium();
    try {
      await act(browser, read(text));
    } finally {
      await browser.close();
    }
  } finally {
    demo.kill('SIGTERM');
    if (demo.exitCode === null) await once(demo, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(text: string): Printed {
  const found = (pattern: RegExp) => {
    const value = pattern.exec(text)?.[1];
    if (!value) throw new Error(`The demo did not print ${pattern}`);
    return value;
  };
  return {
    phones: found(/Two phones to play with +(http\S+)/),
    desk: found(/The desk +(http\S+)/),
    email: found(/email +(\S+)/),
    password: found(/password +(.+)/),
    recoveryCodes: found(/once each: (.+)/).split(/ +/),
  };
}
