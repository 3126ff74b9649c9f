import { expect, test } from 'vitest';
import { FINDINGS, type FindingCode } from '../../core/rules/health.ts';
import { TOLD } from '../../core/rules/watching.ts';
import { en } from '../../core/texts/desk/health/en.ts';

const sentences: Readonly<Record<string, string>> = { ...en };
const told: Readonly<Partial<Record<string, number>>> = TOLD;

const HEAD = `# What Health says

The page at the desk and the command tell the same, part by part, with what to do:

\`\`\`sh
npx --no second-ring health
\`\`\`

Below is everything that they can say where something should be done. \`{places}\` are filled in. What
[watching](watching.md) tells by itself has a time in the last column: for how long it must have been so first.
`;

test('docs/health.md has everything that Health can say; `npx vitest run tests/house -u` writes it anew', async () => {
  const codes = (Object.keys(FINDINGS) as FindingCode[]).filter(code => FINDINGS[code].state !== 'ok');
  const topics = [...new Set(codes.map(code => FINDINGS[code].about))];
  const sections = topics.map(about => {
    const rows = codes.filter(code => FINDINGS[code].about === about).map(rowOf);
    const head = ['| | it says | what to do | told after |', '| --- | --- | --- | --- |'];
    return [`## ${en[about]}`, '', ...head, ...rows, ''].join('\n');
  });
  await expect([HEAD, ...sections].join('\n')).toMatchFileSnapshot('../../docs/health.md');
});

function rowOf(code: FindingCode): string {
  const after = told[code];
  const cells = [
    FINDINGS[code].state,
    en[code],
    sentences[`${code}_do`] ?? '',
    after === undefined ? '' : inWords(after),
  ];
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function inWords(milliseconds: number): string {
  if (milliseconds === 0) return 'at once';
  const minutes = milliseconds / 60_000;
  if (minutes < 60) return `${minutes} minutes`;
  return minutes < 1440 ? `${minutes / 60} h` : `${minutes / 1440} days`;
}
