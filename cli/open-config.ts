import { relative } from 'node:path';
import type { Command } from 'commander';
import { configFile, type FileReading, readConfigFile } from '../core/config/files.ts';
import { formatProblems } from '../core/config/format.ts';
import type { Config } from '../core/config/schema.ts';
import { Refusal } from './refusal.ts';

/** Absolute path of the configuration file a command was given: its option, else the environment, else ./config.yaml. */
export function configPath(command: Command): string {
  const { config } = command.optsWithGlobals<{ config?: string }>();
  return configFile(config, process.env);
}

/** Reads the configuration that a command works by. @throws Refusal with every error of the file. */
export function openConfig(file: string): Config {
  const reading = readConfigFile(file, process.env);
  if ('config' in reading) return reading.config;
  const shown = formatProblems(reading.errors, nameOf(reading.file), reading.text);
  throw new Refusal(`${shown}${verdictOn(reading)}`);
}

/** `config.yaml has 2 errors and 1 warning.` */
export function verdictOn(reading: FileReading): string {
  const errors = 'errors' in reading ? reading.errors.length : 0;
  const counts = [counted(errors, 'error'), counted(reading.warnings.length, 'warning')].filter(
    count => !count.startsWith('0'),
  );
  return `${nameOf(reading.file)} has ${counts.join(' and ')}.`;
}

/** As the person would write it from here, if that is shorter. */
export function nameOf(file: string): string {
  const fromHere = relative(process.cwd(), file);
  return fromHere !== '' && fromHere.length < file.length ? fromHere : file;
}

/** `1 line`, `3 lines`; `staff` stays as it is. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
