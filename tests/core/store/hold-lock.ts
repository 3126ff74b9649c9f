import { createInterface } from 'node:readline';
import { openDatabase } from '../../../core/store/open.ts';

// Another process that holds the write lock of a database until it is told to let go.
const [path = '', key = ''] = process.argv.slice(2);
const database = openDatabase(path, key);
const lock = () => {
  database.exec('BEGIN IMMEDIATE');
  process.stdout.write('locked\n');
};
lock();
for await (const word of createInterface({ input: process.stdin })) {
  if (word === 'release') database.exec('COMMIT');
  if (word === 'lock') lock();
}
database.close();
