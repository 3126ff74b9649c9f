import { Command } from 'commander';
import { configFile, readConfigFile } from '../core/config/files.ts';
import { formatProblems } from '../core/config/format.ts';
import type { Config } from '../core/config/schema.ts';
import { configPath, counted, nameOf, verdictOn } from './open-config.ts';

/** `second-ring config check [FILE]` */
export function configCommand(): Command {
  const config = new Command('config').description('the configuration file');
  config
    .command('check')
    .description('say everything that is wrong with a configuration file')
    .argument('[FILE]', 'the file (else the one of --config)')
    .action((file: string | undefined, _options: unknown, command: Command) => {
      process.exitCode = check(file === undefined ? configPath(command) : configFile(file, process.env));
    });
  return config;
}

function check(file: string): number {
  const reading = readConfigFile(file, process.env);
  const name = nameOf(file);
  const good = 'config' in reading;
  const said = [
    good ? '' : formatProblems(reading.errors, name, reading.text),
    formatProblems(reading.warnings, name, reading.text, 'warning'),
    good ? `${name} is good: ${contents(reading.config)}.` : verdictOn(reading),
    good && reading.warnings.length > 0 ? ` It has ${counted(reading.warnings.length, 'warning')}.` : '',
    '\n',
  ];
  process.stdout.write(said.join(''));
  return good ? 0 : 1;
}

function contents(config: Config): string {
  return [
    counted(config.lines.length, 'line'),
    counted(Object.keys(config.staff).length, 'staff', 'staff'),
    counted(config.alerts.length, 'alert rule'),
    counted(config.practice.languages.length, 'language'),
  ].join(', ');
}
