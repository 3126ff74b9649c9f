import type { VoicemailId } from '../ids.ts';
import { noteChange } from '../store/entries.ts';
import { changeVoicemail, entryOfVoicemail, getVoicemail } from '../store/voicemails.ts';
import type { Tx } from '../store/writer.ts';
import { WorkRefused } from './work-refused.ts';

/** Staff type what a voicemail says; nothing at all takes it away. @throws WorkRefused when somebody else was first */
export async function voicemailTyped(
  tx: Tx,
  { voicemail: id, words, was }: { voicemail: VoicemailId; words: string; was: string | null },
): Promise<void> {
  const voicemail = await getVoicemail(tx, id);
  if (voicemail.words !== was) {
    throw new WorkRefused('changed', 'Somebody else has typed meanwhile. Nothing was changed.');
  }
  const typed = words.trim();
  await changeVoicemail(tx, id, { words: typed === '' ? null : typed });
  const entry = await entryOfVoicemail(tx, id);
  if (entry) await noteChange(tx, 'entry', entry);
}
