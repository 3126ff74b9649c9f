import type { Config, LineConfig } from '../config/schema.ts';
import { type Intent, type OptOut, readText } from '../rules/text-reading.ts';
import { newestOpenEntry } from '../store/entries.ts';
import { lastTextToStaff, textedSince } from '../store/messages.ts';
import { setAlertsStopped } from '../store/staff-states.ts';
import type { Tx } from '../store/writer.ts';
import { fill, type Texts, textsOf } from '../texts/texts.ts';
import { defaultLanguage } from './practice.ts';
import { promiseText } from './promise-text.ts';
import { takeEntry } from './work-entry.ts';

/** The sentence that explains is sent once in this time, so that two robots never talk to each other. */
const EXPLAINED_PER = 10 * 60_000;
const EXPIRES = 15 * 60_000;

/**
 * A staff phone texted the line: TAKE takes the newest entry, STOP and START are about their own alerts, and all else
 * gets one sentence. Never a contact, never an entry.
 */
export async function staffTexts(
  tx: Tx,
  config: Config,
  text: { staff: string; line: LineConfig; body: string; optOut: OptOut | null; at: number | null },
): Promise<{ alertsStopped: string | null }> {
  const { intent } = readText(text.body, 0, text.optOut);
  const stops = intent.kind === 'carrier_stop' || intent.kind === 'carrier_cancel';
  if (text.at !== null) {
    // Of what is heard late only the last word about their own alerts counts: the newest entry is another one by now.
    const word = stops || intent.kind === 'carrier_start';
    if (!word || (await textedSince(tx, text.staff, text.at))) return { alertsStopped: null };
  }
  if (stops) await setAlertsStopped(tx, text.staff, tx.now);
  else if (intent.kind === 'carrier_start') await setAlertsStopped(tx, text.staff, null);
  else await answerStaff(tx, config, text, intent);
  return { alertsStopped: stops ? text.staff : null };
}

async function answerStaff(
  tx: Tx,
  config: Config,
  text: { staff: string; line: LineConfig; body: string; optOut: OptOut | null },
  intent: Intent,
): Promise<void> {
  if (/^\s*take[\s.!]*$/i.test(text.body)) {
    const entry = await newestOpenEntry(tx);
    if (entry) await takeEntry(tx, config, { entry: entry.id, staff: text.staff });
    await answer(tx, config, text, entry ? 'took' : 'nothing_open');
    return;
  }
  const machine =
    intent.kind === 'auto_reply' || intent.kind === 'reaction' || intent.kind === 'carrier_help';
  const explained = await lastTextToStaff(tx, text.staff, 'only_alerts');
  if (machine || (explained !== null && tx.now - explained < EXPLAINED_PER)) return;
  await answer(tx, config, text, 'only_alerts');
}

async function answer(
  tx: Tx,
  config: Config,
  text: { staff: string; line: LineConfig },
  sentence: keyof Texts['staff'],
): Promise<void> {
  const language = config.staff[text.staff]?.languages[0] ?? defaultLanguage(config);
  await promiseText(tx, {
    staff: text.staff,
    line: text.line.number,
    author: 'automation',
    kind: sentence,
    body: fill(textsOf(language, config.texts).staff[sentence], { sender: config.practice.sender }),
    expiresAt: tx.now + EXPIRES,
  });
}
