import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchCommit } from './commit.ts';
import { benchSending } from './sending.ts';
import { benchStart } from './start.ts';
import { benchWebhook } from './webhook.ts';

const { values } = parseArgs({ options: { json: { type: 'string' } } });

const figures = [];
for (const bench of [benchCommit, benchWebhook, benchSending, benchStart]) {
  for (const figure of await bench()) {
    const said = Object.entries(figure.values).map(
      ([name, value]) => `${name.replaceAll('_', ' ')} ${value}`,
    );
    console.log(`${figure.what.padEnd(46)} ${said.join('   ')}`);
    figures.push(figure);
  }
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
