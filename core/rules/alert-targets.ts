/**
 * Whether alerts by this target are texts from the line's own number. Those, and no others, take turns with its texts to
 * clients, are ended by a staff member's STOP, and are told of by Twilio's status callbacks.
 */
export function isByText(target: string): boolean {
  return target === 'sms';
}
