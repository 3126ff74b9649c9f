/** How calls reach the line. */
export const KEPT = ['forwarded', 'ported', 'new'] as const;
export type Kept = (typeof KEPT)[number];

/** Everything that is asked, as it is typed or stands in a file of answers. */
export interface Answers {
  /** The practice's name. */
  name: string;
  sender: string;
  time_zone: string;
  /** Host name of the server, without https://. */
  address: string;
  account_sid: string;
  auth_token: string;
  line: string;
  kept: Kept;
  registered: 'yes' | 'no';
  staff_name: string;
  staff_phone: string;
  staff_email: string;
}

export type AnswerName = keyof Answers;

/** Answers that are right together: what has not been answered yet stands in with them while the others are checked. */
export const STAND_INS: Answers = {
  name: 'Willow Street Counseling',
  sender: 'Willow Street',
  time_zone: 'America/New_York',
  address: 'calls.willowstreet.example',
  account_sid: `AC${'0'.repeat(32)}`,
  auth_token: '0'.repeat(32),
  line: '+12125550100',
  kept: 'new',
  registered: 'no',
  staff_name: 'Dana Reyes',
  staff_phone: '+12125550112',
  staff_email: 'dana@willowstreet.example',
};
