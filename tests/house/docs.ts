import type { Command } from 'commander';

const FENCED = /^```[^\n]*\n([\s\S]*?)^```/gm;

/** The targets of a Markdown page's links and pictures. */
export function linksIn(page: string): string[] {
  const prose = page.replace(FENCED, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].map(match => match[1] ?? '');
}

/** Each line of a page's code blocks, and each piece of code in its sentences. */
export function codeIn(page: string): string[] {
  const blocks = [...page.matchAll(FENCED)].flatMap(match => (match[1] ?? '').split('\n'));
  const inline = [...page.replace(FENCED, '').matchAll(/`([^`\n]+)`/g)].map(match => match[1] ?? '');
  return [...blocks, ...inline].map(code => code.trim()).filter(code => code !== '');
}

/** The anchors of a page's headings, as GitHub makes them. */
export function slugsIn(page: string): string[] {
  return [...page.replace(FENCED, '').matchAll(/^#+ (.+)$/gm)].map(match =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

/** Null when `code` is a command line that `program` understands, or no line of it at all; else what it has not got. */
export function misreadCommand(program: Command, code: string): string | null {
  const line = /^(?:npx --no )?(second-ring(?: [^#]*)?)/.exec(code)?.[1]?.trim();
  if (!line) return null;
  const words = line.match(/"[^"]*"|\S+/g)?.slice(1) ?? [];
  const above: Command[] = [program];
  let argumentsLeft = 0;
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const known: string = word;
    if (known.startsWith('-')) {
      const option = above
        .flatMap(command => command.options)
        .find(one => one.long === known || one.short === known);
      if (!option) return `${line}: no "${known}"`;
      if (option.required) words.shift();
      continue;
    }
    const next = above.at(-1)?.commands.find(command => command.name() === known);
    if (next) {
      above.push(next);
      argumentsLeft = next.registeredArguments.length;
    } else if (argumentsLeft > 0) argumentsLeft--;
    else return `${line}: no "${known}"`;
  }
  return null;
}
