import { type DestinationStream, pino } from 'pino';

/** What a line of the log may hold: an event's code, ids, counts and codes. Never words, names, numbers or tokens. */
export type LogFields = { event: string } & Readonly<Record<string, string | number | boolean | null>>;

export interface Log {
  debug(fields: LogFields): void;
  info(fields: LogFields): void;
  warn(fields: LogFields): void;
  error(fields: LogFields): void;
}

/** JSON lines on standard output, or to `destination`. */
export function createLog(level: string, process: string, destination?: DestinationStream): Log {
  const options = { level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime };
  const log = destination ? pino(options, destination) : pino(options);
  return {
    debug: fields => log.debug(fields),
    info: fields => log.info(fields),
    warn: fields => log.warn(fields),
    error: fields => log.error(fields),
  };
}
