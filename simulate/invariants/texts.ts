import type { Facts, Invariant } from '../facts.ts';
import { BLOCKED, LINES, STAFF } from '../practice.ts';
import { acknowledged, meaningOf, takenFor, textsSent } from './seen.ts';

const STAFF_PHONES = Object.values(STAFF);
const DAY = 86_400_000;
const CONVERSATION = 72 * 3_600_000;
const REPLY_PER = 10 * 60_000;

/** Numbers that belong to somebody who got in touch from them, showing the number, or whom staff confirmed. */
function known(facts: Facts): Set<string> {
  const called = facts.carrier.calls.filter(call => call.direction === 'inbound').map(call => call.from);
  const texted = facts.carrier.messages.filter(one => one.direction === 'inbound').map(one => one.from);
  const confirmed = facts.record.staffActs.flatMap(act => (act.kind === 'confirm' ? (act.phone ?? []) : []));
  return new Set([...called, ...texted, ...confirmed]);
}

/** Wishes about texts that reached us: none (`stop`), or again (`start`). */
function wishes(facts: Facts) {
  const texts = acknowledged(facts, 'message').map(({ params, begun, ended }) => ({
    phone: params.From ?? '',
    means: meaningOf(params.Body ?? ''),
    begun,
    ended,
  }));
  const stars = acknowledged(facts, 'gather', 'record').flatMap(({ webhook, params, begun, ended }) => {
    const call = facts.rows.calls.find(row => row.provider_sid === params.CallSid);
    const said = /\/voice\/(?:key|recorded)/.test(webhook.url) && (params.Digits ?? '').includes('*');
    return said && call?.caller === 'client' && call.greeting
      ? [{ phone: params.From ?? '', means: 'stop' as const, begun, ended }]
      : [];
  });
  return [...texts, ...stars];
}

/** Every text back in that was so much as tried: it may have been taken without our having answered. */
function startsTried(facts: Facts) {
  return facts.carrier.webhooks
    .filter(webhook => webhook.kind === 'message')
    .flatMap(webhook => {
      const params = Object.fromEntries(webhook.params);
      if (meaningOf(params.Body ?? '') !== 'start') return [];
      const tried = facts.record.answered.filter(one => one.token === webhook.token);
      if (tried.length === 0) return [];
      const first = Math.min(...tried.map(one => one.begun));
      const last = Math.min(...tried.filter(one => one.status === 200).map(one => one.ended));
      return [{ phone: params.From ?? '', first, last }];
    });
}

export const texts: readonly Invariant[] = [
  {
    name: 'at most one continuation text a call',
    when: 'always',
    broken: facts => {
      const byCall = Map.groupBy(
        textsSent(facts).filter(({ message }) => message.kind === 'continuation' && message.call_id !== null),
        ({ message }) => message.call_id,
      );
      return [...byCall].flatMap(([call, sent]) => {
        const taken = new Set(sent.map(({ effect }) => effect)).size;
        return taken > 1 ? [`${call} has ${taken}`] : [];
      });
    },
  },
  {
    name: 'no text goes out twice for one promise',
    when: 'always',
    broken: facts =>
      [...new Set(facts.record.sends.map(send => send.effect))].flatMap(effect => {
        const taken = takenFor(facts, effect).length;
        return taken > 1 ? [`effect ${effect} went out ${taken} times`] : [];
      }),
  },
  {
    name: 'a call that somebody took gets no text',
    when: 'always',
    broken: facts => {
      const byId = new Map(facts.rows.calls.map(row => [row.id as string, row]));
      return textsSent(facts).flatMap(({ message }) => {
        const row = byId.get(message.call_id ?? '');
        if (message.kind !== 'continuation' || !row) return [];
        const call = facts.carrier.calls.find(one => one.sid === row.provider_sid);
        const since = call?.heard.find(one => one.kind === 'connected')?.at;
        const talked = since === undefined ? 0 : (call?.endedAt ?? facts.carrier.now) - since;
        // Less than any hello: the caller left as somebody lifted.
        return row.state === 'taken' || talked >= 3_000 ? [`${row.provider_sid}: talked ${talked} ms`] : [];
      });
    },
  },
  {
    name: 'nobody is texted who asked for no texts',
    when: 'always',
    broken: facts => {
      const said = wishes(facts);
      const starts = startsTried(facts);
      return textsSent(facts).flatMap(({ to, at, message }) => {
        if (message.contact_id === null || message.kind === 'crisis') return [];
        // What a blocked number says is nobody's conversation, until it sounds like a crisis and staff answer it.
        if (to === BLOCKED) return [];
        const stopped = said.some(
          stop =>
            stop.phone === to &&
            stop.means === 'stop' &&
            stop.ended < at &&
            starts.every(start => start.phone !== to || start.last < stop.begun),
        );
        return stopped ? [`${to}: ${message.kind ?? 'staff words'}`] : [];
      });
    },
  },
  {
    name: 'only numbers of people who got in touch from them are texted',
    when: 'always',
    broken: facts => {
      const people = known(facts);
      return textsSent(facts).flatMap(({ to, message }) => {
        if (message.contact_id === null) return STAFF_PHONES.includes(to) ? [] : [`${to}: ${message.kind}`];
        // Nothing but the carrier's own opt-out stops 911 and 988, and then staff may write too.
        const blocked = to === BLOCKED && message.author === 'automation' && message.kind !== 'crisis';
        const fine = people.has(to) && !blocked && ![...STAFF_PHONES, ...LINES].includes(to);
        return fine ? [] : [`${to}: ${message.kind ?? 'staff words'}`];
      });
    },
  },
  {
    name: 'alerts go to staff alone, and tell nothing of anybody',
    when: 'always',
    broken: facts => {
      const texted = new Set(textsSent(facts).map(({ effect }) => effect));
      return facts.record.sends
        .filter(({ effect }) => !texted.has(effect))
        .flatMap(({ to, body }) => {
          if (!STAFF_PHONES.includes(to)) return [`an alert to ${to}`];
          const plain = body.replace('911', '').replace('988', '');
          return /\d{4}|Robin|Alex|Marisol|\/c\//.test(plain) ? [`an alert says: ${body}`] : [];
        });
    },
  },
  {
    name: 'automation is quiet while staff are in the conversation',
    when: 'always',
    broken: facts =>
      textsSent(facts).flatMap(({ to, at, clock, message }) => {
        if (message.author !== 'automation' || message.kind === 'crisis' || message.contact_id === null)
          return [];
        const wrote = facts.record.staffActs.filter(
          act => act.kind === 'reply' && act.phone === to && act.at < at && clock - act.clock < CONVERSATION,
        );
        const inIt = wrote.some(
          act =>
            clock >= act.clock &&
            !facts.record.staffActs.some(
              end => end.kind === 'handle' && end.entry === act.entry && end.at > act.at && end.at < at,
            ) &&
            // Confirming a number may have joined the entry with another one.
            !facts.record.staffActs.some(other => other.kind === 'confirm' && other.phone === to),
        );
        return inIt ? [`${message.kind} to ${to}`] : [];
      }),
  },
  {
    name: 'at most six automated texts a day to one person',
    when: 'always',
    broken: facts => {
      const automated = textsSent(facts).filter(
        ({ message }) =>
          message.author === 'automation' && message.contact_id !== null && message.kind !== 'crisis',
      );
      return automated.flatMap(({ to, at, clock }) => {
        const count = automated.filter(
          one => one.to === to && one.at <= at && one.clock > clock - DAY && one.message.at > clock - DAY,
        );
        const promises = new Set(count.map(({ effect }) => effect)).size;
        return promises > 6 ? [`${to} has ${promises}`] : [];
      });
    },
  },
  {
    name: 'one crisis reply in ten minutes, unless the one before did not arrive',
    when: 'always',
    broken: facts => {
      const replies = textsSent(facts).filter(({ message }) => message.kind === 'crisis');
      return replies.flatMap((reply, index) => {
        const before = replies
          .slice(0, index)
          .findLast(one => one.to === reply.to && one.effect !== reply.effect);
        if (!before) return [];
        const arrived = ['accepted', 'queued', 'sending', 'sent', 'delivered'].includes(
          before.message.status,
        );
        const apart = reply.message.at - before.message.at;
        const own = facts.rows.entries.filter(row => row.contact_id === reply.message.contact_id);
        // For a while it was not known to have arrived: the next words could not wait for that.
        const doubted = facts.rows.notes.some(
          note => note.code === 'crisis_reply_not_sent' && own.some(row => row.id === note.entry_id),
        );
        const tooSoon = arrived && !doubted && apart >= 0 && apart < REPLY_PER;
        return tooSoon ? [`${reply.to}: ${apart} ms apart`] : [];
      });
    },
  },
  {
    name: 'no text goes out that comes too late',
    when: 'always',
    broken: facts => {
      const effects = new Map(facts.rows.effects.map(row => [row.id as string, row]));
      return textsSent(facts).flatMap(({ effect, clock, message }) => {
        const expires = effects.get(effect)?.expires_at ?? null;
        const most = message.kind === 'continuation' ? message.at + 16 * 60_000 : Infinity;
        return clock > (expires ?? Infinity) || clock > most ? [`${message.kind} at ${clock}`] : [];
      });
    },
  },
];
