import { createHash } from 'node:crypto';
import type { Config } from '../config/schema.ts';
import type { ContactId, Phone, VoicemailId } from '../ids.ts';
import { type ContactExport, exportAsJson } from '../rules/contact-export.ts';
import { exportPage } from '../rules/export-page.ts';
import { EXPORT_STYLE } from '../rules/export-style.ts';
import { formatPhone } from '../rules/phone.ts';
import { appendAudit } from '../store/audit.ts';
import { everythingOf } from '../store/contact-export.ts';
import { soundOf } from '../store/sounds.ts';
import type { Store } from '../store/store.ts';
import { en } from '../texts/export/en.ts';
import { es } from '../texts/export/es.ts';
import type { Language } from '../texts/texts.ts';
import { EraseRefused } from './erase-refused.ts';

const STYLE_HASH = createHash('sha256').update(EXPORT_STYLE).digest('base64');
const WORDS = { en, es } as const satisfies Record<Language, unknown>;

/** All that is kept of somebody, ready to be written where an owner wants it. */
export interface Exported {
  kept: ContactExport;
  /** For programs. */
  json: string;
  /** For people: one page of HTML with the sounds in it, piece by piece, so that they never lie in memory as a whole. */
  page(): AsyncGenerator<string>;
  /** The sound of a voicemail, piece by piece. */
  sound(id: VoicemailId): AsyncGenerator<Buffer>;
}

/**
 * Reads all that is kept of somebody, and writes into the audit log that it was exported, by whom.
 *
 * @throws EraseRefused when there is no such contact
 */
export async function exportContact(
  { store, config, now }: { store: Store; config: Config; now: number },
  { by, contact, language }: { by: string; contact: ContactId; language: Language },
): Promise<Exported> {
  const kept = await everythingOf(store.read, contact);
  if (!kept) throw new EraseRefused('no_such_contact');
  await store.write(tx =>
    appendAudit(tx, { at: tx.now, who: by, what: 'contact_exported', about: contact, details: {} }),
  );
  const { practice, staff } = config;
  const sound = (id: VoicemailId) => soundOf(store.read, id);
  return {
    kept,
    json: exportAsJson(kept, practice.name, now),
    sound,
    async *page() {
      const parts = exportPage(kept, {
        practice: practice.name,
        timeZone: practice.time_zone,
        now,
        words: WORDS[language],
        staff: name => staff[name]?.name ?? name,
        number: number => formatPhone(number as Phone, practice.country),
        styleHash: STYLE_HASH,
      });
      for (const part of parts) {
        if (typeof part === 'string') yield part;
        else yield* base64(sound(part.sound));
      }
    },
  };
}

/** Three bytes are four letters: what is left over of one piece goes before the next. */
async function* base64(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let left = Buffer.alloc(0);
  for await (const piece of pieces) {
    const bytes = Buffer.concat([left, piece]);
    const whole = bytes.length - (bytes.length % 3);
    yield bytes.subarray(0, whole).toString('base64');
    left = Buffer.from(bytes.subarray(whole));
  }
  yield left.toString('base64');
}
