import type { Config, StaffConfig } from '../config/schema.ts';
import type { NoticeId, Phone } from '../ids.ts';
import { isByText } from '../rules/alert-targets.ts';
import { aboutOf, changeEffect } from '../store/effects.ts';
import { getNotice, partsOf } from '../store/notices.ts';
import { takePace } from '../store/pacing.ts';
import type { EffectRow } from '../store/schema.ts';
import { alertsStoppedAt } from '../store/staff-states.ts';
import type { Tx } from '../store/writer.ts';
import { begin, type Claim, cancel, postpone } from './claim.ts';
import { noticeFailed } from './owner-is-told.ts';
import { defaultLanguage, hoursAt } from './practice.ts';

/** After so long something newer was said, in milliseconds. */
const TOO_LATE = 86_400_000;

/** A notice is due: it goes at once when nothing works until somebody acts, else in its person's hours. */
export async function claimNotice(tx: Tx, config: Config, effect: EffectRow): Promise<Claim> {
  const notice = await getNotice(tx, aboutOf<NoticeId>(effect));
  const member = config.staff[notice.staff];
  if (!member || !config.watch?.to.includes(notice.staff)) return cancel(tx, effect, 'no_such_staff');
  if (tx.now - notice.at >= TOO_LATE) return cancel(tx, effect, 'too_late');
  const byText = isByText(notice.target);
  if (byText && (await alertsStoppedAt(tx, notice.staff)) !== null) {
    await changeEffect(tx, effect.id, { state: 'failed', error: 'stopped' });
    await noticeFailed(tx, config, effect);
    return { act: 'nothing' };
  }
  const opens = notice.urgent ? null : opensAt(tx, config, member);
  if (opens !== null) return postpone(tx, effect, opens);
  const from = config.lines[0]?.number as Phone;
  const wait = byText ? await takePace(tx, from, false) : null;
  if (wait !== null) return postpone(tx, effect, wait);
  await begin(tx, effect);
  const { target, staff, telling, urgent } = notice;
  const language = member.languages[0] ?? defaultLanguage(config);
  const is = telling === 'begun' ? (urgent ? 'wrong' : 'look') : telling;
  return {
    act: 'tell',
    effect: effect.id,
    notice: { target, staff, from, language, is, urgent: urgent === 1, about: partsOf(notice) },
  };
}

/** When somebody's hours begin (epoch milliseconds); null while they last, and for whoever has none or only ones that never come. */
function opensAt(tx: Tx, config: Config, { hours }: StaffConfig): number | null {
  if (hours === null) return null;
  const { open, opens } = hoursAt(config, hours, tx.now);
  return open ? null : (opens?.epochMilliseconds ?? null);
}
