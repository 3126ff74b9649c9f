import type { InferResponseType } from 'hono/client';
import type { desk } from '../ask-server.ts';
import { addressOf, goTo, inPlace } from '../place.ts';
import { language, timeZone } from '../words.ts';
import { did, say } from './say.ts';

type AuditLine = InferResponseType<typeof desk.audit.$get, 200>['rows'][number];

/** One row of the log in words; with its number, by which it is known anywhere. */
export function Row({ row, only }: { row: AuditLine; only: (about: string) => void }) {
  const { seq, at, what, about, entry, details } = row;
  // A session's id tells nobody anything; it is in the export.
  const more = Object.entries(details).filter(([key, value]) => value !== null && key !== 'session');
  return (
    <li>
      <span class="small">
        {seq} · <time dateTime={new Date(at).toISOString()}>{moment(at)}</time>
      </span>
      <span>
        <strong>{nameOf(row)}</strong> {did(what)}
        {about !== null && row.aboutName !== null && about !== row.who && (
          <> {say('about', { name: row.aboutName })}</>
        )}
        {more.length > 0 && (
          <span class="small"> · {more.map(([key, value]) => `${key} ${value}`).join(' · ')}</span>
        )}
      </span>
      <span class="ways">
        {entry !== null && (
          <a href={addressOf(entry)} onClick={inPlace(() => goTo(entry))}>
            {say('entry')}
          </a>
        )}
        {about !== null && about !== row.who && (
          <button
            type="button"
            class="quiet"
            onClick={() => only(about)}
            aria-label={`${say('this')}: ${about}`}
          >
            {say('this')}
          </button>
        )}
      </span>
    </li>
  );
}

function nameOf({ who, whoName }: AuditLine): string {
  if (who === null) return say('nobody');
  if (who === 'command') return say('command');
  return whoName ?? say('unknown');
}

/** To the second, and always with its day: the log is read years later. */
function moment(at: number): string {
  const format = { dateStyle: 'medium', timeStyle: 'medium', timeZone: timeZone.value } as const;
  return new Intl.DateTimeFormat(language.value, format).format(at);
}
