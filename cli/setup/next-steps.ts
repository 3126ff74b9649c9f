import { asTyped } from '../../core/rules/as-typed.ts';
import { wrapped } from '../terminal.ts';
import type { Answers } from './answers.ts';
import type { Layout } from './layout.ts';

/** What is left to do once everything is written, each with its command. */
export function nextSteps(
  layout: Layout,
  { address, registered }: Pick<Answers, 'address' | 'registered'>,
): string {
  const compose = layout === 'compose';
  const steps: string[][] = [
    ['Print the recovery sheet, or copy it into a password manager. To see it again:', './setup sheet'],
    [`Let the name ${address} point to this machine (an A record at whoever sold you the name).`],
    compose
      ? ['Start it:', 'docker compose up -d']
      : [
          'Start both, and keep them running. An https proxy passes the name on to port 8080:',
          'npm start',
          'npm run worker',
        ],
    compose
      ? ['Open the link for the first owner, which the log of the server shows:', 'docker compose logs app']
      : ['Open the link for the first owner, which `npm start` shows.'],
    ['Set the addresses at your number, after a look at what would change:', 'second-ring connect'],
    ['Ask what is still missing:', 'second-ring doctor'],
    ...(registered === 'no'
      ? [
          [
            'Register the number for texting, then set texting: on in config.yaml. Until then carriers may refuse alerts by text as well: add email or ntfy to the alerts.',
          ],
        ]
      : []),
  ];
  return steps
    .map(([says, ...commands], i) =>
      [
        `  ${i + 1}. ${wrapped(says ?? '', '     ')
          .join('\n')
          .trimStart()}`,
        ...commands.map(one => `       ${asTyped(one, compose)}`),
      ].join('\n'),
    )
    .join('\n');
}
