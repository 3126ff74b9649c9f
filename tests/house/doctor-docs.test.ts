import { expect, test } from 'vitest';
import { DOCTOR_FINDINGS, type DoctorCode, type DoctorTopic } from '../../core/rules/doctor/findings.ts';
import type { HealthState } from '../../core/rules/health.ts';
import { en } from '../../core/texts/desk/doctor/en.ts';

const STATES = { ok: 'ok', look: 'warn', wrong: 'fail' } as const satisfies Record<HealthState, string>;
const sentences: Readonly<Record<string, string>> = { ...en };

const HEAD = `# What the doctor finds

\`second-ring doctor\` looks at everything that an installation stands on: its configuration, the machine, its own address as
others see it, and the account at Twilio. It changes nothing and sends nothing to anybody; it may be run at any time, beside a
running system.

\`\`\`sh
npx --no second-ring doctor            # a table
npx --no second-ring doctor --json     # the same for programs
\`\`\`

| leaves with | when |
| --- | --- |
| 0 | all is well |
| 3 | something should be looked at (\`warn\`) |
| 1 | something fails (\`fail\`) |
| 2 | the command line was not understood |

All checks run at once; each has fifteen seconds, and one that breaks hides none of the others. What looks outward is also
done once a day by the worker, and owners see what came of it on the desk's page about health.

The codes below stay from version to version; sentences may change. \`{places}\` are filled in.
`;

test('docs/doctor.md names every finding, what it means and what to do; `npx vitest run tests/house -u` writes it anew', async () => {
  const codes = Object.keys(DOCTOR_FINDINGS) as DoctorCode[];
  const topics = [...new Set(codes.map(code => DOCTOR_FINDINGS[code].about))];
  const page = [HEAD, ...topics.map(about => section(about, codes))].join('\n');
  await expect(page).toMatchFileSnapshot('../../docs/doctor.md');
});

function section(about: DoctorTopic, codes: readonly DoctorCode[]): string {
  const rows = codes
    .filter(code => DOCTOR_FINDINGS[code].about === about)
    .map(code => {
      const cells = [
        `\`${code}\``,
        STATES[DOCTOR_FINDINGS[code].state],
        en[code],
        sentences[`${code}_do`] ?? '',
      ];
      return `| ${cells.map(cell => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
    });
  return [
    `## ${en[`about_${about}`]}`,
    '',
    '| code | | it says | what to do |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
