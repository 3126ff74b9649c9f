import { type Command, CommanderError } from 'commander';

/** A fenced block, which may stand indented in a list. */
const FENCED = /^([ \t]*)```([^\n]*)\n([\s\S]*?)^\1```[ \t]*$/gm;

/** A fenced block of a page: what it says it is, and what it holds without the page's own indentation. */
export interface Fence {
  /** The word behind the backticks; empty when there is none. */
  language: string;
  code: string;
  /** The page's line on which its code begins, the first being 1. */
  line: number;
}

export function fencesIn(page: string): Fence[] {
  return [...page.matchAll(FENCED)].map(match => ({
    language: (match[2] ?? '').trim(),
    code: (match[3] ?? '').replaceAll(new RegExp(`^${match[1]}`, 'gm'), ''),
    line: page.slice(0, match.index).split('\n').length + 1,
  }));
}

/** The targets of a Markdown page's links and pictures. */
export function linksIn(page: string): string[] {
  const prose = page.replace(FENCED, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].map(match => match[1] ?? '');
}

/** Each line of a page's code blocks, and each piece of code in its sentences. */
export function codeIn(page: string): string[] {
  const blocks = fencesIn(page).flatMap(({ code }) => code.split('\n'));
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

/** What a sentence may leave out of a command that it names. */
const LEFT_OUT = ['commander.missingArgument', 'commander.missingMandatoryOptionValue', 'commander.help'];

/**
 * Null when `code` is a command line that `program` understands, or none of its lines at all; else what it says to it.
 * Nothing is run: the program is given over to this and can be used for nothing else.
 */
export function misreadCommand(program: Command, code: string): string | null {
  const line = /^(?:npx --no )?second-ring(?: [^#]*)?(?=#|$)/.exec(code)?.[0].trim();
  if (!line) return null;
  const words = line.replace(/^.*?second-ring/, '').match(/"[^"]*"|\S+/g) ?? [];
  for (const command of allOf(program)) {
    command.exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });
    if (command.commands.length === 0) command.action(() => {});
  }
  try {
    program.parse(words, { from: 'user' });
    return null;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return LEFT_OUT.includes(error.code) ? null : `${line}: ${error.message}`;
  }
}

function allOf(command: Command): Command[] {
  return [command, ...command.commands.flatMap(allOf)];
}
