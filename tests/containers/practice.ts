/** The invented practice that is run in containers. It is imported inside one of them too, so it imports nothing. */
export const ACCOUNT = 'AC00000000000000000000000000000000';
export const TOKEN = 'a-token-for-containers';
export const LINE = '+12125550100';
export const DANA = '+12125550112';
export const OWNER = '+12125550113';
export const ROBIN = '+12125550140';
export const ALEX = '+12125550141';
export const CARRIER_PORT = 4010;
/** The name of the carrier on the worker's network. */
export const CARRIER = 'carrier';

/**
 * A practice that is always open, with one phone to ring and little to wait for. All that lies elsewhere is named as it
 * lies beside the configuration file, as outside of containers.
 */
export function practice({ url, redis }: { url: string; redis: boolean }): string {
  return `practice:
  name: Willow Street Counseling
  sender: Willow Street
  legal: {name: Willow Street Counseling LLC, address: "1 Willow Street, New York, NY 10001", privacy_contact: privacy@willowstreet.example}
  time_zone: America/New_York
  languages: [en, es]
  public_url: ${url}
twilio:
  account_sid: ${ACCOUNT}
  auth_token: {file: secrets/twilio_auth_token}
  api_url: http://${CARRIER}:${CARRIER_PORT}
storage: {path: ./data, key: {file: secrets/database_key}}
${redis ? 'redis: {url: "redis://valkey:6379"}\n' : ''}hours:
  always: {every day: 24 hours}
staff:
  dana: {name: Dana Reyes, phone: "${DANA}"}
  owner: {name: Sam Okafor, phone: "${OWNER}"}
lines:
  - number: "${LINE}"
    name: Main line
    hours: always
    ring: [{who: dana, for: 12s, accept: press_1}]
continuation: {text_if_rang: 0s, message_window: 5s}
alerts:
  - {to: [dana], by: sms, about: [crisis, callback, voicemail, missed_call]}
  - {to: [owner], by: sms, about: [message]}
`;
}
