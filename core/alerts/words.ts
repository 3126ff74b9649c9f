import { fill } from '../texts/texts.ts';
import type { AlertMessage } from './contract.ts';

/** An alert as one text message, which can be answered. */
export function textOf({ words, sender, urgent, count }: AlertMessage): string {
  if (urgent) return fill(words.alert_urgent, { sender });
  return count > 1 ? fill(words.alert_many, { sender, count }) : fill(words.alert, { sender });
}

/** An alert for what has a title and a body, and where an answer reaches nobody. All look alike but for the urgent. */
export function noticeOf({ words, sender, urgent, count }: AlertMessage): { title: string; body: string } {
  const [title, body] = urgent
    ? [words.notice_title_urgent, words.notice_urgent]
    : count > 1
      ? [words.notice_title_many, words.notice_many]
      : [words.notice_title, words.notice];
  return { title: fill(title, { sender, count }), body: fill(body, { count }) };
}
