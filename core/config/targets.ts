import type { z } from 'zod';
import {
  ALERT_TARGETS,
  type AlertSettings,
  type AlertTargetName,
  type MemberKey,
  targetLine,
} from '../alerts/index.ts';
import { isByText } from '../rules/alert-targets.ts';

/** What the configuration takes from the registry of alert targets: adding one there is enough. */
export const TARGET_NAMES = Object.keys(ALERT_TARGETS) as [AlertTargetName, ...AlertTargetName[]];

type Blocks = { [N in keyof AlertSettings]: z.ZodType<AlertSettings[N]> };
type MemberKeys = { [K in MemberKey]: z.ZodType<string | null> };

/** The block of each target that has settings; it may be left out. */
export function targetBlocks(): Blocks {
  return collected(name => {
    const { settings } = targetLine(name);
    return settings ? [[name, optional(settings.schema)]] : [];
  }) as Blocks;
}

/** Keys that targets add to a staff member. */
export function memberKeys(): MemberKeys {
  return collected(name =>
    Object.entries(targetLine(name).settings?.member ?? {}).map(([key, schema]) => [key, optional(schema)]),
  ) as MemberKeys;
}

/**
 * Every way to reach a staff member: the targets whose address they have and whose settings, if any, are there; no texts
 * to a phone that is `lifted`.
 */
export function waysTo(
  member: { phone: string | null },
  blocks: object,
  lifted: ReadonlySet<string>,
): AlertTargetName[] {
  const has = (holder: object, key: string) => Boolean((holder as Readonly<Record<string, unknown>>)[key]);
  return TARGET_NAMES.filter(name => {
    if (isByText(name) && lifted.has(member.phone ?? '')) return false;
    const { address, settings } = targetLine(name);
    return address !== null && has(member, address) && (settings === null || has(blocks, name));
  });
}

/** Names of the blocks. */
export const TARGET_BLOCKS: readonly string[] = TARGET_NAMES.filter(
  name => targetLine(name).settings !== null,
);

/** Paths of the keys by which staff are reached, as patterns. */
export function memberPaths(): string[] {
  const keys = TARGET_NAMES.map(name => targetLine(name).address).filter(address => address !== null);
  return keys.map(key => `staff.*.${key}`);
}

/** Paths of the secrets in the blocks. */
export const BLOCK_SECRETS: readonly string[] = pathsOf('secrets');

/** Keys of a staff member whose value is as good as a password. */
export const MEMBER_SECRETS: readonly string[] = TARGET_NAMES.flatMap(name =>
  Object.keys(targetLine(name).settings?.member ?? {}),
);

/** Paths of values that are never shown, as patterns. */
export const TARGET_SECRETS: readonly string[] = [
  ...BLOCK_SECRETS,
  ...pathsOf('hidden'),
  ...MEMBER_SECRETS.map(key => `staff.*.${key}`),
];

/** Paths of values that show on staff's screens. */
export const TARGET_SHOWN: readonly string[] = pathsOf('shown');

function pathsOf(kind: 'secrets' | 'hidden' | 'shown'): string[] {
  return TARGET_NAMES.flatMap(name =>
    (targetLine(name).settings?.[kind] ?? []).map(path => `${name}.${path}`),
  );
}

function collected(entries: (name: AlertTargetName) => [string, z.ZodType][]): Record<string, z.ZodType> {
  return Object.fromEntries(TARGET_NAMES.flatMap(entries));
}

function optional(schema: z.ZodType): z.ZodType {
  return schema
    .nullish()
    .default(null)
    .describe(schema.description ?? '');
}
