import { type Fetch, outward } from '../outward.ts';
import { type Account, API, TIMEOUT } from './client.ts';

/**
 * Whether somebody without the token hears a recording, by asking without it; null when that could not be told. An account's
 * own setting decides, which no API tells: https://www.twilio.com/docs/voice/api/recording
 */
export async function mediaIsOpen(account: Account, fetch: Fetch, sid: string): Promise<boolean | null> {
  const { accountSid, apiUrl } = account;
  const url = `${apiUrl ?? API}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}.wav`;
  const asked = { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT) } as const;
  const { status } = await outward(() => fetch(url, asked));
  if (status === 401 || status === 403) return false;
  // A redirect leads to the sound. One that has just been deleted says nothing.
  return status < 400 ? true : null;
}
