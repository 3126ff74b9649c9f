import { expect, test } from 'vitest';
import type { Phone } from '../../../core/ids.ts';
import { createRest } from '../../../core/twilio/rest.ts';

const LINE = '+12125550100' as Phone;
const NOW = Date.parse('2026-11-23T15:00:00Z');

test('pages full of the longest texts are read to their end', async () => {
  const answer = (url: URL) => {
    const size = Number(url.searchParams.get('PageSize'));
    const messages = Array.from({ length: size }, (_, index) => ({
      sid: `SM${String(index).padStart(32, '0')}`,
      to: LINE,
      from: '+12125550140',
      body: '@'.repeat(1_600),
      num_media: '0',
      direction: 'inbound',
      date_created: new Date(NOW).toUTCString(),
      subresource_uris: { media: '/2010-04-01/Accounts/AC/Messages/SM/Media.json', feedback: '' },
    }));
    const list = url.pathname.endsWith('/Messages.json') ? { messages } : { calls: [], recordings: [] };
    // As Twilio's servers may write what is not ASCII.
    const json = JSON.stringify({ ...list, next_page_uri: null }).replaceAll('@', '\\u00f1');
    return new Response(json, { headers: { 'content-type': 'application/json' } });
  };
  const account = {
    accountSid: 'AC00000000000000000000000000000000',
    authToken: '12345',
    apiUrl: null,
    publicUrl: '',
  };
  const rest = createRest(
    () => account,
    async input => answer(new URL(String(input))),
  );
  const seen = await rest.seen([LINE], { from: NOW - 60_000, to: NOW + 60_000 });
  expect(seen.length).toBeGreaterThan(0);
  expect(seen[0]).toMatchObject({ kind: 'text', body: 'ñ'.repeat(1_600) });
});
