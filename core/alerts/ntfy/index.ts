import type { AlertTarget, TargetDeps } from '../contract.ts';
import { postJson } from '../post.ts';
import { noticeOf } from '../words.ts';
import type { NtfySettings } from './settings.ts';

/** ntfy's own scale, 1 to 5: 5 overrides a phone's silence where its owner allows it, 3 is the default. */
const PRIORITY = { urgent: 5, ordinary: 3 };

/** Alerts pushed to phones by an ntfy server: JSON posted to its root, so that the topic stands in no address. */
export function createNtfyAlerts(deps: TargetDeps<NtfySettings>): AlertTarget {
  return {
    async send(alert, { address }) {
      const { url, token } = deps.settings();
      const { title, body } = noticeOf(alert);
      const json = {
        topic: address,
        title,
        message: body,
        priority: alert.urgent ? PRIORITY.urgent : PRIORITY.ordinary,
        // A message with the same one takes the place of the first, from ntfy 2.16 on; before, it is passed over.
        sequence_id: alert.effect,
      };
      const headers = token === null ? {} : { authorization: `Bearer ${token}` };
      await postJson(deps, url, JSON.stringify(json), headers);
      return { sid: null };
    },
  };
}
