import type { AlertMessage, Trouble } from '../../core/alerts/contract.ts';
import { namesOfParts } from '../../core/alerts/trouble.ts';
import type { Config } from '../../core/config/schema.ts';
import type { Claim } from '../../core/flows/claim.ts';
import type { Notice } from '../../core/flows/notice.ts';
import type { Outcome } from '../../core/flows/settle-effect.ts';
import type { EffectId } from '../../core/ids.ts';
import { textsOf } from '../../core/texts/texts.ts';
import type { PerformDeps } from '../deps.ts';

export async function tellOwner(
  { alerts, config }: PerformDeps,
  { effect, notice }: Extract<Claim, { act: 'tell' }>,
): Promise<Outcome> {
  const { target, staff } = notice;
  const to = { staff, member: config().staff[staff] };
  const { sid } = await alerts.send(target, noticeMessage(config(), effect, notice), to);
  return { came: 'done', providerSid: sid, status: null };
}

/** How the installation is, in the words of the configuration. */
export function noticeMessage(
  config: Config,
  effect: EffectId,
  {
    from,
    language,
    urgent,
    is,
    about,
  }: Pick<Notice, 'from' | 'language' | 'urgent' | 'about'> & { is: Trouble['is'] },
): AlertMessage {
  const words = textsOf(language, config.texts).staff;
  const trouble = { is, what: namesOfParts(about, language) };
  const { sender } = config.practice;
  return { effect, from, sender, urgent, again: is === 'still', count: about.length, trouble, words };
}
