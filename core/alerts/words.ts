import { fill } from '../texts/texts.ts';
import type { AlertMessage } from './contract.ts';

/** An alert as one text message, which can be answered. */
export function textOf(alert: AlertMessage): string {
  const { words, sender, urgent, again, count, sinceClosing, trouble } = alert;
  if (trouble) return fill(words[`health_${trouble.is}`], { sender, what: trouble.what });
  if (typeof sinceClosing === 'number') return fill(words.digest, { sender, count, new: sinceClosing });
  if (urgent) return fill(again ? words.alert_urgent_again : words.alert_urgent, { sender });
  if (count > 1) return fill(again ? words.alert_many_again : words.alert_many, { sender, count });
  return fill(again ? words.alert_again : words.alert, { sender });
}

/** An alert for what has a title and a body, and where an answer reaches nobody. All look alike but for the urgent. */
export function noticeOf(alert: AlertMessage): { title: string; body: string } {
  const { sender, count, sinceClosing, trouble, words } = alert;
  if (trouble) {
    const title = words[trouble.is === 'over' ? 'notice_title_health_over' : 'notice_title_health'];
    const body = words[`notice_health_${trouble.is}`];
    return { title: fill(title, { sender }), body: fill(body, { what: trouble.what }) };
  }
  const [title, body] =
    typeof sinceClosing === 'number' ? morning(alert) : alert.again ? waiting(alert) : fresh(alert);
  return { title: fill(title, { sender, count }), body: fill(body, { count, new: sinceClosing ?? 0 }) };
}

function morning({ words }: AlertMessage): [string, string] {
  return [words.notice_title_digest, words.notice_digest];
}

function fresh({ words, urgent, count }: AlertMessage): [string, string] {
  if (urgent) return [words.notice_title_urgent, words.notice_urgent];
  if (count > 1) return [words.notice_title_many, words.notice_many];
  return [words.notice_title, words.notice];
}

function waiting({ words, urgent, count }: AlertMessage): [string, string] {
  if (urgent) return [words.notice_title_urgent, words.notice_urgent_again];
  if (count > 1) return [words.notice_title_many_again, words.notice_many_again];
  return [words.notice_title_again, words.notice_again];
}
