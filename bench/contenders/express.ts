import Database from 'better-sqlite3';
import express from 'express';
import twilio from 'twilio';
import { WEBHOOKS } from '../../core/twilio/urls.ts';
import { TOKEN } from '../practice.ts';
import { FIXED_TWIML } from './fixed-twiml.ts';

/**
 * What one would write instead: Express, Twilio's own middleware, and one row for each call in a database that is not
 * encrypted but synced in full before the answer. `node express.ts PORT DATABASE`
 */

const [port = '', file = ''] = process.argv.slice(2);
const database = new Database(file);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(
  'CREATE TABLE calls (sid TEXT PRIMARY KEY, caller TEXT NOT NULL, line TEXT NOT NULL, at INTEGER NOT NULL)',
);
const insert = database.prepare('INSERT INTO calls (sid, caller, line, at) VALUES (?, ?, ?, ?)');

const app = express();
app.use(express.urlencoded({ extended: false }));
app.post(WEBHOOKS.voice, twilio.webhook(TOKEN, { protocol: 'http' }), (request, response) => {
  const { CallSid, From, To } = request.body as Record<string, string>;
  insert.run(CallSid, From, To, Date.now());
  response.type('text/xml').send(FIXED_TWIML);
});
app.listen(Number(port), '127.0.0.1', () => console.log('ready'));
