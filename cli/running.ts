import { readConfigFile } from '../core/config/files.ts';
import { formatProblems } from '../core/config/format.ts';
import { type ConfigHolder, holdConfig } from '../core/config/holder.ts';
import type { Log } from '../core/log.ts';
import { nameOf, openConfig } from './open-config.ts';

/**
 * The configuration of a process that runs for long; SIGHUP reads the file again, a broken one changes nothing. `onRead`
 * hears each time whether it could be put in force.
 */
export function heldConfig(
  file: string,
  log: () => Log,
  onRead: (whole: boolean) => void = () => {},
): ConfigHolder {
  const holder = holdConfig(openConfig(file), () => readConfigFile(file, process.env));
  process.on('SIGHUP', () => {
    const reading = holder.reload();
    onRead(!('errors' in reading));
    if ('errors' in reading) {
      log().warn({ event: 'config_broken', errors: reading.errors.length });
      const { text } = readConfigFile(file, process.env);
      process.stderr.write(formatProblems(reading.errors, nameOf(file), text));
      process.stderr.write('The old configuration stays in force.\n');
      return;
    }
    log().info({ event: 'config_reloaded', after_restart: reading.afterRestart.join(' ') });
  });
  return holder;
}

/** Resolves once somebody asks the process to stop; a second signal ends it at once. */
export function untilStopped(): Promise<void> {
  return new Promise(resolve => {
    const stop = () => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  });
}
