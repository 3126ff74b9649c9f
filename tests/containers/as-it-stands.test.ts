import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { until } from '../e2e/until.ts';
import { readText } from '../house/source-files.ts';
import { ask, askPlainly } from './door.ts';
import { Installation, SERVICES, type Service, VERSION } from './installation.ts';
import type { Phones } from './phones.ts';
import { DANA, LINE, NAME, ROBIN, TOKEN } from './practice.ts';

const URL_OF = `https://${NAME}`;
const OURS = ['app', 'worker'] as const;

let practice: Installation;
let phones: Phones;
/** The certificate of the authority that Caddy made for itself. */
let ca: string;

/** What setup said when it was done. */
let said: string;

beforeAll(async () => {
  practice = new Installation(inject('engine'));
  said = await practice.setUp();
  await practice.compose('up', '-d');
  await practice.areHealthy(SERVICES);
  ca = await practice.shell('caddy', 'cat /certificates/caddy/pki/authorities/local/root.crt');
  phones = await practice.startCarrier(URL_OF, ca);
});
afterAll(() => practice?.end());

describe('one command that sets it up', () => {
  test('says how it goes on', () => {
    expect(said).toContain('docker compose up -d\n');
    expect(said).toContain('docker compose exec worker second-ring doctor');
  });

  test("leaves secrets and data to the container's user alone", async () => {
    const modes = await practice.asRoot('stat', '-c', '%n %u %a', 'secrets', 'secrets/database_key', 'data');
    expect(modes).toBe('secrets 1000 700\nsecrets/database_key 1000 600\ndata 1000 700\n');
  });

  test('leads to a first link for an owner, which the log shows', async () => {
    expect(await practice.compose('logs', '--no-color', 'app')).toContain(`${URL_OF}/desk`);
  });
});

describe('the image', () => {
  test('holds no package manager and nothing to build with', async () => {
    const tools = 'npm npx corepack yarn gcc cc g++ make python3 git curl wget tsc vite vitest';
    const found = await practice.shell('app', `for tool in ${tools}; do command -v $tool || true; done`);
    expect(found).toBe('');
  });

  test('holds the packages that run it, and no other', async () => {
    const { packages } = JSON.parse(readText('package-lock.json')) as {
      packages: Record<string, { dev?: boolean; optional?: boolean; devOptional?: boolean }>;
    };
    const wanted = Object.entries(packages)
      .filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional)
      .map(([path]) => path);
    const found = await practice.shell('app', 'cat /app/node_modules/.package-lock.json');
    const inside = Object.keys((JSON.parse(found) as { packages: object }).packages);
    expect(wanted.length).toBeGreaterThan(50);
    expect(inside.toSorted()).toEqual(wanted.toSorted());
  });

  test('holds the program, and no test, key or configuration', async () => {
    expect((await practice.shell('app', 'ls -A /app')).split('\n').toSorted()).toEqual(
      [
        'LICENSE cli config.example.yaml core node_modules package.json server simulator web worker'.split(
          ' ',
        ),
      ].flat(),
    );
    expect(await practice.shell('app', 'ls /app/web')).toBe('dist');
  });

  test('says what it is', async () => {
    const { Config } = await practice.inspect('app');
    expect(Config.Labels).toMatchObject({
      'org.opencontainers.image.title': 'Second Ring',
      'org.opencontainers.image.licenses': 'MIT',
      'org.opencontainers.image.version': VERSION,
    });
  });

  test('carries compiled code, so that it starts quicker', async () => {
    const files = await practice.shell('app', 'find /app/node_modules/.cache -type f | wc -l');
    expect(Number(files)).toBeGreaterThan(200);
  });
});

describe.each(SERVICES)('%s', service => {
  test('is nobody who matters, can do nothing special and become nobody else', async () => {
    const status = await practice.shell(service, 'cat /proc/self/status');
    const line = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1];
    expect(line('Uid')?.split('\t')[0]).toBe(service === 'valkey' ? '999' : '1000');
    // To open a port below 1024: Caddy's program does not start where that is out of the question.
    const most = service === 'caddy' ? /^0{13}[04]00$/ : /^0{16}$/;
    for (const set of ['CapEff', 'CapPrm', 'CapBnd'])
      expect([set, line(set)]).toEqual([set, expect.stringMatching(most)]);
    expect(line('NoNewPrivs')).toBe('1');
    expect(line('Seccomp')).toBe('2');
  });

  test('writes nowhere but where it must', async () => {
    const mounts = await practice.shell(service, 'cat /proc/mounts');
    const writable = mounts
      .split('\n')
      .map(mount => mount.split(' '))
      .filter(([, at = '', type = '', options = '']) => {
        const system = /^\/(?:proc|sys|dev|etc\/|run\/\.containerenv|sbin\/docker-init)/.test(at);
        return options.split(',')[0] === 'rw' && !system && type !== 'proc';
      })
      .map(([, at]) => at);
    const expected: Record<Service, string[]> = {
      app: ['/data', '/tmp'],
      worker: ['/data', '/tmp'],
      valkey: ['/data', '/tmp'],
      // What the image of Caddy declares as volumes is memory here.
      caddy: ['/certificates', '/config', '/data', '/tmp'],
    };
    expect([...new Set(writable)].filter(at => at !== '/run' && at !== '/var/tmp').toSorted()).toEqual(
      expected[service],
    );
    expect((await practice.exec(service, 'sh', '-c', 'echo x > /probe')).stderr).toMatch(/Read-only/);
  });

  test('leaves no memory behind: no core file, no swap', async () => {
    expect(await practice.shell(service, 'ulimit -c; ulimit -Hc')).toBe('0\n0');
    const { HostConfig } = await practice.inspect(service);
    expect(HostConfig.Memory).toBeGreaterThan(0);
    expect(HostConfig.MemorySwap).toBe(HostConfig.Memory);
  });

  test('is bounded, is started again, and its log is turned over', async () => {
    const { HostConfig } = await practice.inspect(service);
    expect(HostConfig.PidsLimit).toBeGreaterThan(0);
    expect(HostConfig.PidsLimit).toBeLessThan(100);
    expect(HostConfig.RestartPolicy.Name).toBe('unless-stopped');
    expect(HostConfig.LogConfig.Type).toBe('json-file');
    // Podman tells the size in a field of its own.
    expect(HostConfig.LogConfig.Size ?? HostConfig.LogConfig.Config?.['max-size']).toMatch(/^10mb?$/i);
  });

  test('has no secret where it could be listed', async () => {
    const { Config } = await practice.inspect(service);
    const key = await practice.shell('app', 'cat /run/secrets/database_key');
    const listed = JSON.stringify([Config.Env, Config.Cmd, Config.Labels]);
    expect(listed).not.toContain(TOKEN);
    expect(listed).not.toContain(key);
  });
});

test('all of it together fits a machine of 1 GB', async () => {
  const limits = await Promise.all(
    SERVICES.map(async one => (await practice.inspect(one)).HostConfig.Memory),
  );
  expect(limits.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(900 * 1024 * 1024);
});

describe('networks', () => {
  const reaches = async (service: Service, host: string, port: number) => {
    const script = `require('net').connect({host:'${host}',port:${port},timeout:3000}).on('connect',()=>process.exit(0)).on('timeout',()=>process.exit(1)).on('error',()=>process.exit(1))`;
    return (await practice.exec(service, 'node', '-e', script)).code === 0;
  };
  const hasWayOut = async (service: Service) =>
    (await practice.shell(service, 'cat /proc/net/route'))
      .split('\n')
      .some(route => route.split('\t')[1] === '00000000');

  test('nobody but Caddy can be reached from outside', async () => {
    for (const service of SERVICES) {
      const { PortBindings } = (await practice.inspect(service)).HostConfig;
      const published = Object.entries(PortBindings ?? {}).flatMap(([port, at]) => (at ? [port] : []));
      expect([service, published.toSorted()]).toEqual([
        service,
        service === 'caddy' ? ['443/tcp', '443/udp', '80/tcp'] : [],
      ]);
    }
  });

  test('the server and Valkey have no way out, the worker has', async () => {
    expect(await hasWayOut('app')).toBe(false);
    expect(await hasWayOut('valkey')).toBe(false);
    expect(await hasWayOut('worker')).toBe(true);
  });

  test('server and worker reach Valkey, Caddy does not', async () => {
    for (const service of OURS)
      expect([service, await reaches(service, 'valkey', 6379)]).toEqual([service, true]);
    const found = await practice.exec('caddy', 'getent', 'hosts', 'valkey');
    expect(found.stdout).toBe('');
    const { stdout } = await practice.exec('caddy', 'getent', 'hosts', 'app');
    expect(stdout).not.toBe('');
  });
});

describe('the door', () => {
  test('answers over TLS with a certificate for its name, and says that it speaks HTTP/3', async () => {
    const answer = await ask(ca, '/livez');
    expect(answer).toMatchObject({ status: 200, body: 'ok' });
    expect(answer.headers['alt-svc']).toContain('h3=":443"');
    expect(answer.headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
    expect(answer.headers.server).toBeUndefined();
  });

  test('sends whoever comes without TLS to it', async () => {
    const answer = await askPlainly('/form');
    expect(answer.status).toBe(308);
    expect(answer.headers.location).toBe(`${URL_OF}/form`);
  });

  test('takes no body beyond its limit, however it comes', async () => {
    const long = { method: 'POST', body: `message=${'a'.repeat(200_000)}` };
    expect(await ask(ca, '/form', long)).toMatchObject({ status: 413 });
    expect((await ask(ca, '/form', { ...long, body: 'a=b' })).body).toContain('<html');
  });

  test.each(['/readyz', '/metrics'])('shows nobody %s', async path => {
    expect(await ask(ca, path, { headers: { 'x-forwarded-for': '127.0.0.1' } })).toMatchObject({
      status: 404,
      body: '',
    });
  });

  test('shows the desk, pressed together for the way', async () => {
    const page = await ask(ca, '/desk');
    expect(page.status).toBe(200);
    const script = /src="(\/desk\/[^"]+\.js)"/.exec(page.body)?.[1] ?? '';
    const answer = await ask(ca, script, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer).toMatchObject({ status: 200, headers: { 'content-encoding': 'gzip' } });
  });
});

describe('a missed call', () => {
  test('becomes a text, a voicemail and an entry, and staff are told', async () => {
    await phones.do({ type: 'call', phone: ROBIN, to: LINE });
    await phones.can(DANA, 'lift');
    await phones.do({ type: 'decline', phone: DANA });
    await phones.can(ROBIN, 'record');
    await phones.text(ROBIN, 'Sorry we missed your call.');
    await phones.speak(ROBIN);
    await phones.text(DANA, 'new entry');
    await until('the voicemail was spoken', async () => !(await phones.see(ROBIN)).call?.speaking);
    await phones.do({ type: 'hang-up', phone: ROBIN });
    const entry = await until('the voicemail is stored', async () => {
      const found = await practice.onlyEntry();
      return found.conversation.voicemails.some(one => one.state === 'stored') && found;
    });
    expect(entry.contact?.phone).toBe(ROBIN);
    expect(entry.asks.map(one => one.kind).toSorted()).toEqual(['missed_call', 'voicemail']);
  });

  /** What is killed, by how its command begins. */
  const KILLED: [Service, string][] = [
    ['app', 'node '],
    ['worker', 'node '],
    ['valkey', '[a-z]*-server '],
    ['caddy', 'caddy '],
  ];
  test.each(KILLED)(
    'is all there after %s was killed, and what comes meanwhile too',
    async (service, process) => {
      const before = await practice.onlyEntry();
      const texts = (await phones.see(ROBIN)).texts.filter(text => !text.mine);
      const killing = practice.kill(service, process);
      // Nobody who calls or writes knows of it. Without Caddy the carrier cannot say it yet.
      if (service === 'caddy') {
        await killing;
        await until('Caddy opens again', () =>
          ask(ca, '/livez').then(
            answer => answer.status === 200,
            () => false,
          ),
        );
      }
      await phones.do({ type: 'text', phone: ROBIN, to: LINE, body: `Still here, ${service}.` });
      await killing;
      await practice.areHealthy([service]);
      const entry = await until('the text is in the entry', async () => {
        const found = await practice.onlyEntry();
        return JSON.stringify(found.conversation).includes(`Still here, ${service}.`) && found;
      });
      const { calls, voicemails } = before.conversation;
      expect(entry.conversation.calls).toEqual(calls);
      expect(entry.conversation.voicemails).toEqual(voicemails);
      expect(entry.asks).toEqual(
        expect.arrayContaining(before.asks.map(one => expect.objectContaining({ id: one.id }))),
      );
      const said = (await phones.see(ROBIN)).texts.filter(text => !text.mine).map(text => text.words);
      expect(said.slice(0, texts.length)).toEqual(texts.map(text => text.words));
      // Nobody is texted twice for one call.
      expect(await phones.textsOn(ROBIN, 'Sorry we missed your call.')).toHaveLength(1);
    },
  );
});

describe('stopping', () => {
  test('logs hold no number, no word and no token of anybody', async () => {
    const logs = await practice.compose('logs', '--no-color');
    expect(logs).toContain('"event":"working"');
    for (const needle of [ROBIN.slice(2), DANA.slice(2), 'Still here', TOKEN])
      expect(logs).not.toContain(needle);
  });

  test('everything ends by itself within its ten seconds', async () => {
    await practice.compose('stop');
    for (const service of SERVICES) {
      const { State } = await practice.inspect(service);
      // 137 is what is left of one that had to be killed.
      expect([service, State.ExitCode]).toEqual([service, 0]);
    }
  });

  test('new containers find the data folder, the certificates and nothing else to go on with', async () => {
    await practice.stopCarriers();
    await practice.compose('down');
    const kept = (await practice.asRoot('ls', '-A', 'data')).split('\n').filter(Boolean);
    expect(kept.filter(name => !/^second-ring\.db|^server\.lock|^backups$/.test(name))).toEqual([]);
    await practice.compose('up', '-d');
    await practice.areHealthy(SERVICES);
    expect(await ask(ca, '/livez')).toMatchObject({ status: 200 });
    const entry = await practice.onlyEntry();
    expect(entry.contact?.phone).toBe(ROBIN);
    expect(entry.conversation.voicemails).toMatchObject([{ state: 'stored' }]);
  });
});
