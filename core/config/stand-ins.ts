import type { z } from 'zod';
import { valueAt } from './messages.ts';
import { type Path, touches } from './problem.ts';
import type { schemaFor } from './schema.ts';

type Schema = ReturnType<typeof schemaFor>;

/**
 * Valid values for what is required, so that one wrong value does not keep the rest of a file from being checked. They
 * never leave this folder, and no check is believed that touches one.
 */
const STAND_INS: Readonly<Record<string, unknown>> = {
  'practice.name': 'Practice',
  'practice.sender': 'Practice',
  'practice.time_zone': 'UTC',
  'practice.public_url': 'https://practice.example',
  practice: {
    name: 'Practice',
    sender: 'Practice',
    time_zone: 'UTC',
    public_url: 'https://practice.example',
  },
  'twilio.account_sid': `AC${'0'.repeat(32)}`,
  'twilio.auth_token': 'none',
  twilio: { account_sid: `AC${'0'.repeat(32)}`, auth_token: 'none' },
  'storage.key': '0'.repeat(64),
  storage: { key: '0'.repeat(64) },
  'hours.*': {},
  hours: {},
  'staff.*.name': 'Somebody',
  'staff.*': { name: 'Somebody' },
  staff: {},
  'lines.*.number': '+12125550100',
  'lines.*.name': 'Line',
  'lines.*.hours': 'none',
  'lines.*.ring.*.who': 'nobody',
  'lines.*.ring.*.for': '10s',
  'lines.*.ring.*': { who: 'nobody', for: '10s' },
  'lines.*': { number: '+12125550100', name: 'Line', hours: 'none' },
  lines: [{ number: '+12125550100', name: 'Line', hours: 'none' }],
  'alerts.*.to': ['nobody'],
  'alerts.*.by': 'sms',
  'alerts.*.about': ['crisis'],
  'alerts.*': { to: ['nobody'], by: 'sms', about: ['crisis'] },
  alerts: [{ to: ['nobody'], by: 'sms', about: ['crisis'] }],
};

const ROUNDS = 6;

/** A valid configuration made of what is right in a wrong one, only for looking on; null when that does not succeed. */
export function mended(schema: Schema, root: unknown): z.output<Schema> | null {
  const copy: unknown = structuredClone(root);
  for (let round = 0; round < ROUNDS; round += 1) {
    const parsed = schema.safeParse(copy);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const path = issue.path as Path;
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) change(copy, [...path, key], undefined);
      } else if (issue.code === 'invalid_key') change(copy, path, undefined);
      else repair(copy, path);
    }
  }
  return null;
}

/** Puts in the stand-in for the value, or for the nearest block around it, or leaves out what may be left out. */
function repair(root: unknown, path: Path): void {
  for (let length = path.length; length > 0; length -= 1) {
    const at = path.slice(0, length);
    const pattern = Object.keys(STAND_INS).find(
      candidate => candidate.split('.').length === length && touches(at, candidate),
    );
    if (pattern !== undefined) {
      change(root, at, structuredClone(STAND_INS[pattern]));
      return;
    }
    if (typeof at.at(-1) === 'string' && valueAt(root, at) !== undefined) {
      change(root, at, undefined);
      return;
    }
  }
}

function change(root: unknown, path: Path, value: unknown): void {
  let block = root as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) {
    const next = block[step];
    if (typeof next !== 'object' || next === null) return;
    block = next as Record<string | number, unknown>;
  }
  const last = path.at(-1);
  if (last === undefined) return;
  if (value === undefined) delete block[last];
  else block[last] = value;
}
