import { describe, expect, test } from 'vitest';
import { breaches, type HouseRules } from './house-rules.ts';
import { loadedBy, readSource } from './import-graph.ts';
import { filesBelow, readText } from './source-files.ts';

const CORE = 'core/*.ts';

/** The house: who may import whom. CONTRIBUTING.md says it in words. */
const RULES: HouseRules = {
  mayImport: {
    'core/*.ts': [],
    'core/rules': ['core/texts', CORE],
    'core/texts': ['core/rules', CORE],
    'core/config': ['core/rules', 'core/texts', 'core/channels/index.ts', 'core/alerts/index.ts', CORE],
    'core/store': ['core/rules', 'types of core/config', 'types of core/texts', CORE],
    'core/queue': ['core/rules', 'types of core/config', CORE],
    'core/twilio': ['core/rules', 'core/texts', 'types of core/config', CORE],
    'core/channels': ['core/channels/*', 'core/rules', 'core/texts', 'core/twilio', CORE],
    'core/channels/*': ['core/channels/*.ts', 'core/rules', 'core/texts', 'core/twilio', CORE],
    'core/alerts': ['core/alerts/*', 'core/rules', 'core/texts', 'core/twilio', CORE],
    'core/alerts/*': [
      'core/alerts/*.ts',
      'core/config/values.ts',
      'core/rules',
      'core/texts',
      'core/twilio',
      CORE,
    ],
    'core/flows': ['core/rules', 'core/texts', 'types of core/config', 'core/store', 'core/queue', CORE],
    'core/doctor': ['core/rules', 'types of core/config', 'core/store', 'core/twilio', CORE],
    server: ['core'],
    worker: ['core'],
    cli: ['anything but web or bench or simulate'],
    bench: ['anything but web or cli or simulate'],
    simulate: ['anything but web or cli or bench'],
    web: ['core/rules', 'core/texts', 'types of server/api'],
    simulator: [],
  },
  homeOf: {
    // The bench has what one would write instead beside the product.
    twilio: ['core/twilio', 'bench'],
    'better-sqlite3': ['core/store', 'bench'],
    express: ['bench'],
    bullmq: ['core/queue'],
    ioredis: ['core/queue'],
    commander: ['cli'],
    nodemailer: ['core/alerts/*'],
    'better-auth': ['server'],
    '@better-auth/utils': ['server'],
    '@simplewebauthn/server': ['server'],
  },
  loadsOnly: {
    // All of it takes 95 ms and 29 MB; these two 14 ms and 8 MB.
    server: { twilio: ['twilio/lib/twiml/VoiceResponse.js', 'twilio/lib/webhooks/webhooks.js'] },
    // Whoever reads the configuration gets what the registries say of themselves, not what they would load.
    'core/config': { twilio: [], nodemailer: [] },
  },
  words: [
    {
      pattern: /begin immediate|data_version|pragma\b|\bfts5\b/i,
      onlyIn: ['core/store', 'bench'],
      because: "what is SQLite's alone stays in core/store",
    },
    {
      pattern: /\bDate\.now\b|\bTemporal\.Now\b|\bnew Date\(\)|\bMath\.random\b|\bcrypto\.random/,
      notIn: ['core/rules', 'core/texts', 'core/store', 'core/flows'],
      because: 'time and chance are passed in, so that a whole system can be replayed',
    },
  ],
  pure: ['core/rules', 'core/texts'],
};

const TOP_FOLDERS = ['core', 'server', 'worker', 'cli', 'simulator', 'simulate', 'web', 'bench'];

test('nobody imports whom they may not, and nothing imports in a ring', () => {
  const paths = TOP_FOLDERS.flatMap(folder => filesBelow(folder, /\.(?:ts|tsx|js|mjs)$/));
  expect(paths.length).toBeGreaterThan(100);
  expect(
    breaches(
      paths.map(path => readSource(path, readText(path))),
      RULES,
    ),
  ).toEqual([]);
});

test('every relative import names a file that is there', () => {
  const paths = TOP_FOLDERS.flatMap(folder => filesBelow(folder, /\.(?:ts|tsx|js|mjs)$/));
  const all = new Set(TOP_FOLDERS.flatMap(folder => filesBelow(folder, /./)));
  const dangling = paths
    .flatMap(path => readSource(path, readText(path)).imports)
    .filter(({ to }) => to !== null && !all.has(to) && to !== 'package.json')
    .map(({ from, line, specifier }) => `${from}:${line}: ${specifier}`);
  expect(dangling).toEqual([]);
});

const FOR_SIGNING_IN = /^(?:@?better-auth|@simplewebauthn)\b/;

test('the libraries for signing in are loaded by nobody who has not come to sign in', () => {
  const paths = TOP_FOLDERS.flatMap(folder => filesBelow(folder, /\.(?:ts|tsx|js|mjs)$/));
  const files = paths.map(path => readSource(path, readText(path)));
  const loading = (start: string) =>
    loadedBy(files, [start]).filter(({ specifier }) => FOR_SIGNING_IN.test(specifier));
  expect(loading('server/main.ts')).toEqual([]);
  expect(loading('cli/serve.ts')).toEqual([]);
  expect(loading('server/auth/library.ts').length).toBeGreaterThan(1);
});

describe('the rules bite', () => {
  const allowed: [what: string, path: string, source: string][] = [
    ['rules use texts', 'core/rules/a.ts', "import { fill } from '../texts/texts.ts';"],
    ['config types in the store', 'core/store/a.ts', "import type { Config } from '../config/schema.ts';"],
    ['inline types in the store', 'core/store/a.ts', "import { type Config } from '../config/schema.ts';"],
    [
      'a registry loads its folders late',
      'core/alerts/index.ts',
      "export const a = () => import('./sms/sms.ts');",
    ],
    ['a target uses its contract', 'core/alerts/sms/a.ts', "import type { T } from '../contract.ts';"],
    ['web uses the type of the API', 'web/a.ts', "import type { Api } from '../server/api/api.ts';"],
    ['the demo starts a simulator', 'cli/demo.ts', "import { s } from '../simulator/simulator.ts';"],
    ['a comment may say anything', 'worker/a.ts', '// PRAGMA data_version\nexport const a = 1;'],
    ['the two light modules', 'core/twilio/a.ts', "import V from 'twilio/lib/twiml/VoiceResponse.js';"],
  ];
  test.each(allowed)('%s', (_, path, source) => {
    expect(breaches([readSource(path, source)], RULES)).toEqual([]);
  });

  const refused: [path: string, source: string, says: string][] = [
    ['core/ids.ts', "import { fill } from './texts/texts.ts';", 'nothing of the project'],
    ['core/rules/a.ts', "\nimport '../store/open.ts';", 'core/rules/a.ts:2: imports core/store/open.ts'],
    ['core/rules/a.ts', "import { readFileSync } from 'node:fs';", 'does nothing but compute'],
    ['core/rules/a.ts', 'export const at = Date.now();', 'time and chance are passed in'],
    ['core/store/a.ts', "import { load } from '../config/load.ts';", 'types of core/config'],
    ['core/store/a.ts', "import { type A, load } from '../config/load.ts';", 'types of core/config'],
    ['core/store/a.ts', "export * from '../flows/ask.ts';", 'core/flows/ask.ts'],
    ['core/alerts/sms/a.ts', "import { b } from '../email/email.ts';", 'core/alerts/*.ts'],
    ['core/alerts/sms/a.ts', "import { b } from '../../store/open.ts';", 'core/store/open.ts'],
    ['core/channels/sms/a.ts', "import { b } from '../whatsapp/b.ts';", 'core/channels/*.ts'],
    ['core/flows/a.ts', "import { send } from '../twilio/send.ts';", 'core/twilio/send.ts'],
    ['core/flows/a.ts', "type S = import('../alerts/index.ts').S;", 'core/alerts/index.ts'],
    ['server/a.ts', "const w = () => import('../worker/main.ts');", 'server may import only core'],
    ['worker/a.ts', "export { app } from '../server/app.ts';", 'worker may import only core'],
    ['worker/a.ts', "import { demo } from '../cli/demo.ts';", 'cli/demo.ts'],
    ['bench/a.ts', "import { demo } from '../cli/demo.ts';", 'cli/demo.ts'],
    ['cli/a.ts', "import { desk } from '../web/desk.ts';", 'anything but web'],
    ['web/a.ts', "import { api } from '../server/api/api.ts';", 'types of server/api'],
    ['simulator/a.ts', "import { sms } from '../core/rules/segments.ts';", 'nothing of the project'],
    ['worker/a.ts', "import twilio from 'twilio';", 'only core/twilio and bench may import twilio'],
    ['server/a.ts', "import Database from 'better-sqlite3';", 'only core/store'],
    ['worker/a.ts', "export const q = 'PRAGMA data_version';", "SQLite's alone"],
    ['elsewhere/a.ts', '', 'lies in no room'],
  ];
  test.each(refused)('%s: %s', (path, source, says) => {
    expect(breaches([readSource(path, source)], RULES).join('\n')).toContain(says);
  });

  test('a ring of three files, one of them by type only', () => {
    const ring = [
      readSource('core/rules/a.ts', "import { b } from './b.ts';"),
      readSource('core/rules/b.ts', "import type { C } from './c.ts';"),
      readSource('core/rules/c.ts', "import { a } from './a.ts';"),
    ];
    expect(breaches(ring, RULES)).toEqual([
      'core/rules/a.ts -> core/rules/b.ts -> core/rules/c.ts -> core/rules/a.ts: a cycle',
    ]);
  });

  test('the server does not load the whole of twilio by way of another file', () => {
    const rest = readSource('core/twilio/rest.ts', "import twilio from 'twilio';");
    const through = (kind: string) =>
      breaches(
        [readSource('server/main.ts', `import ${kind}{ a } from '../core/twilio/rest.ts';`), rest],
        RULES,
      );
    expect(through('').join()).toContain('core/twilio/rest.ts:1: imports twilio, which server would load');
    expect(through('type ')).toEqual([]);
  });

  test('an import whose name is made at run time', () => {
    expect(() => readSource('core/rules/a.ts', '\nimport(name);')).toThrow('core/rules/a.ts:2');
  });
});
