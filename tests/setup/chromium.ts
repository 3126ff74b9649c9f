import { type Browser, chromium } from 'playwright-core';
import { CHROMIUM, programPath } from './programs.ts';

/** Chromium without a screen, which asks nobody for anything. Its microphone hears beeps. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: programPath(CHROMIUM),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  });
}
