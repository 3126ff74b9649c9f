/** The invented practice that is run in containers. It is imported inside one of them too, so it imports nothing. */
export const ACCOUNT = 'AC00000000000000000000000000000000';
export const TOKEN = 'a-token-for-containers';
export const LINE = '+12125550100';
export const DANA = '+12125550112';
export const ROBIN = '+12125550140';
export const CARRIER_PORT = 4010;
/** The name of the carrier on the worker's network. */
export const CARRIER = 'carrier';

/** The name that Caddy certifies by itself, as it does for every name that ends in .local. */
export const NAME = 'calls.local';

/** What `./setup` is told. */
export const ANSWERS = `name: Willow Street Counseling
sender: Willow Street
time_zone: America/New_York
address: ${NAME}
account_sid: ${ACCOUNT}
auth_token: ${TOKEN}
line: "${LINE}"
kept: new
registered: yes
staff_name: Dana Reyes
staff_phone: "${DANA}"
staff_email: dana@willowstreet.example
`;

/** The configuration that setup has written, with no more changed than a test must: where Twilio is, and the hour. */
export function changed(config: string, { redis }: { redis: boolean }): string {
  const changes: [RegExp, string][] = [
    [/(?<=\ntwilio:\n)/, `  api_url: http://${CARRIER}:${CARRIER_PORT}\n`],
    [/weekdays: 09:00-17:00\n +closed: .*/, 'every day: 24 hours'],
  ];
  if (!redis) changes.push([/\nredis:\n.*\n/, '\n']);
  return changes.reduce((text, [from, to]) => {
    if (!from.test(text)) throw new Error(`setup wrote nothing like ${from}:\n${text}`);
    return text.replace(from, to);
  }, config);
}
