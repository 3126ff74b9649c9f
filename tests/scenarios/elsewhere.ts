import { onTestFinished } from 'vitest';
import { FakeSmtp, type SmtpOptions } from '../contract/fake-smtp.ts';

/** A mail server of the practice's, for as long as the test runs. */
export async function mailServer(options: SmtpOptions = {}): Promise<FakeSmtp> {
  const server = await FakeSmtp.begin(options);
  onTestFinished(() => server.end());
  return server;
}

/** The block that names it. */
export function emailBlock({ port }: FakeSmtp): string {
  return `email: {from: alerts@willowstreet.example, smtp: {host: 127.0.0.1, port: ${port}}}\n`;
}

export const WEBHOOK_BLOCK =
  'webhook: {url: "https://tools.willowstreet.example/alerts", secret: 8f1c2b7d90e3465aa8f1c2b7d90e3465}\n';
export const NTFY_BLOCK = 'ntfy: {url: "https://ntfy.example"}\n';

/** Dana has every address there is. */
export function withAddresses(yaml: string): string {
  return changed(
    yaml,
    'name: Dana Reyes',
    'name: Dana Reyes, email: dana@willowstreet.example, ntfy: dana-4k9mR27tQxwz8',
  );
}

/** Dana's ordinary alerts go by another way than a text. */
export function ordinaryBy(target: string): (yaml: string) => string {
  return yaml => changed(yaml, 'by: sms, about: [callback', `by: ${target}, about: [callback`);
}

function changed(yaml: string, from: string, to: string): string {
  if (!yaml.includes(from)) throw new Error(`The practice has no ${from}`);
  return yaml.replace(from, to);
}
