import { isIP } from 'node:net';
import { Command, InvalidArgumentError } from 'commander';
import { configPath } from './open-config.ts';

// Each of these loads most of the program, so it is imported only when it is asked for.

/** `second-ring serve`: answers calls, texts and pages. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('run the web server: it answers calls, texts and pages (run a worker beside it)')
    .option(
      '--listen <ADDRESS:PORT>',
      "where to listen, whatever the configuration's server block says",
      readListen,
    )
    .action(async ({ listen }: { listen?: Listen }, command: Command) => {
      const { serve } = await import('./serve.ts');
      await serve({ config: configPath(command), ...(listen && { listen }) });
    });
}

/** `second-ring work`: performs what was promised. */
export function workCommand(): Command {
  return new Command('work')
    .description('run a worker beside the server: it sends texts and alerts, and fetches voicemails')
    .action(async (_options: unknown, command: Command) => {
      const { work } = await import('./work.ts');
      await work({ config: configPath(command) });
    });
}

/** `second-ring demo`: the whole thing with two simulated phones. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('try everything on this machine: no configuration, no Twilio account')
    .option('--port <PORT>', 'where to listen, on 127.0.0.1', readPort, 8080)
    .action(async ({ port }: { port: number }) => {
      const { demo } = await import('./demo.ts');
      await demo({ port });
    });
}

interface Listen {
  host: string;
  port: number;
}

/** `0.0.0.0:8080`, `[::]:8080` */
function readListen(written: string): Listen {
  const [, host = '', port = ''] = /^(.+):(\d+)$/.exec(written) ?? [];
  const address = host.replace(/^\[(.+)\]$/, '$1');
  if (isIP(address) === 0) {
    throw new InvalidArgumentError('write the IP address to listen on and a port, such as 0.0.0.0:8080.');
  }
  return { host: address, port: readPort(port) };
}

function readPort(written: string): number {
  const port = Number(written);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError('a port is a number from 1 to 65535.');
}
