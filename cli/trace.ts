/**
 * An error for whoever repairs it: its class, its code and where in the code it came from, that of its cause too. Its
 * message is left out, and whatever else hangs on it: they may hold a client's words, as JSON.parse quotes what it read.
 */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return `    a ${error === null ? 'null' : typeof error} was thrown`;
  const { code } = error as { code?: unknown };
  const known = typeof code === 'string' && /^[A-Z_0-9]{1,60}$/.test(code) ? ` ${code}` : '';
  // A message may have lines that look like places, so it goes first.
  const stack = String(error.stack ?? '');
  const places = stack
    .slice(Math.max(0, stack.indexOf(error.message)) + error.message.length)
    .split('\n')
    .filter(line => PLACE.test(line));
  const cause = error.cause === undefined ? [] : ['caused by', traceOf(error.cause)];
  return [`${nameOf(error)}${known}`, ...places, ...cause].join('\n');
}

/** `    at name (file:///path/file.ts:12:34)`, as V8 writes it. */
const PLACE = /^ {4}at [\w.<>[\] #$]{0,120}\(?(?:file:\/\/|node:)[\w./@+-]+:\d+:\d+\)?$/;

function nameOf(error: Error): string {
  return [error.name, error.constructor?.name].find(one => /^\w{1,60}$/.test(one)) ?? 'Error';
}
