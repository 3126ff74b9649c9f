/** How this carrier behaves where Twilio's documentation leaves a choice, or where an account's own settings decide. */
export interface Settings {
  /** Characters of `<Say>` spoken in a second: a greeting lasts as long as a person would need. */
  charactersPerSecond: number;
  /** What `<Play>` takes when the file's own length cannot be read. */
  playSeconds: number;
  /** What arrives as From when a caller withholds the number: '+266696687' spells ANONYMOUS. */
  withheldAs: string;
  /** What becomes of an empty recording; Twilio has been seen to do each of these. */
  emptyRecording: 'call-action' | 'fall-through' | 'report-absent';
  recordingReadySeconds: number;
  /** How much later than its status callback the media can be fetched. */
  recordingMediaLateSeconds: number;
  /** Whether fetching media needs the account's name and token (an account setting at Twilio). */
  recordingMediaAuth: boolean;
  /** Whether `<Dial action>` is still requested when the caller hangs up while it rings, and with which status. */
  dialActionAfterHangup: 'sent' | 'not-sent';
  hungUpDialStatus: 'canceled' | 'no-answer' | 'completed';
  /** DialCallStatus when somebody lifted but was never bridged. */
  unbridgedDialStatus: 'completed' | 'no-answer';
  advancedOptOut: boolean;
  answersHelp: boolean;
  /** Where an opted-out number is refused: in the REST answer, or only by a status callback. */
  optedOutRefusal: 'rest' | 'callback';
  landlineRefusal: 'rest' | 'callback';
  messageSentMs: number;
  messageDeliveredMs: number;
}

export const defaultSettings: Readonly<Settings> = {
  charactersPerSecond: 15,
  playSeconds: 5,
  withheldAs: '+266696687',
  emptyRecording: 'report-absent',
  recordingReadySeconds: 2,
  recordingMediaLateSeconds: 0,
  recordingMediaAuth: false,
  dialActionAfterHangup: 'sent',
  hungUpDialStatus: 'canceled',
  unbridgedDialStatus: 'completed',
  advancedOptOut: false,
  answersHelp: true,
  optedOutRefusal: 'rest',
  landlineRefusal: 'callback',
  messageSentMs: 100,
  messageDeliveredMs: 300,
};
