import type { EffectId, Phone, StaffCallId, TestCallId, VoicemailId } from '../ids.ts';
import type { Reading } from '../rules/catch-up.ts';
import type { Erasure } from '../rules/keeping.ts';
import { changeEffect } from '../store/effects.ts';
import type { EffectRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import type { Wanted } from './find-text.ts';
import type { Notice } from './notice.ts';
import type { StaffAlert } from './staff-alert.ts';

/** How long a worker may take over one effect before another may look after it, in milliseconds. */
export const LEASE = 60_000;

/** What a worker is to do outside, or that there is nothing (more) to do now. */
export type Claim =
  | { act: 'nothing' }
  | { act: 'wait'; until: number }
  | { act: 'text'; effect: EffectId; from: Phone; to: Phone; body: string }
  | { act: 'place_call'; effect: EffectId; call: StaffCallId; from: Phone; to: Phone }
  | { act: 'place_test_call'; effect: EffectId; test: TestCallId; from: Phone; to: Phone }
  | { act: 'alert'; effect: EffectId; alert: StaffAlert }
  | { act: 'tell'; effect: EffectId; notice: Notice }
  | { act: 'find'; effect: EffectId; wanted: Wanted }
  | { act: 'check'; effect: EffectId; sid: string }
  | { act: 'ask_call'; effect: EffectId; sid: string }
  | { act: 'look_around'; effect: EffectId }
  | { act: 'catch_up'; effect: EffectId; lines: readonly Phone[]; reading: Reading }
  | { act: 'back_up'; effect: EffectId }
  | { act: 'fetch'; effect: EffectId; voicemail: VoicemailId; recordingSid: string; seconds: number }
  | { act: 'delete'; effect: EffectId; voicemail: VoicemailId; recordingSid: string }
  | { act: 'keep'; effect: EffectId }
  | { act: 'erase'; effect: EffectId; erasures: readonly { sid: string; what: Erasure }[] };

/** Nothing outside is needed: it is done. */
export async function finish(tx: Tx, effect: EffectRow): Promise<Claim> {
  await changeEffect(tx, effect.id, { state: 'done' });
  return { act: 'nothing' };
}

export async function cancel(tx: Tx, effect: EffectRow, reason: string): Promise<Claim> {
  await changeEffect(tx, effect.id, { state: 'cancelled', error: reason });
  return { act: 'nothing' };
}

/** Marks it as begun, before anything goes out; it may take so long (milliseconds) before another looks after it. */
export async function begin(tx: Tx, effect: EffectRow, lease = LEASE): Promise<void> {
  await changeEffect(tx, effect.id, {
    state: 'sending',
    attempts: effect.attempts + 1,
    begun_at: tx.now,
    lease_until: tx.now + lease,
  });
}

export async function postpone(tx: Tx, effect: EffectRow, until: number): Promise<Claim> {
  await changeEffect(tx, effect.id, { due_at: until });
  tx.promised.push({ id: effect.id, dueAt: until });
  return { act: 'wait', until };
}

/** What was begun is tried again at a time (epoch milliseconds). `error`: why, as a code. */
export async function putOff(tx: Tx, { id }: EffectRow, dueAt: number, error: string | null): Promise<void> {
  await changeEffect(tx, id, { state: 'pending', due_at: dueAt, lease_until: null, error });
  tx.promised.push({ id, dueAt });
}

/** By chance in [0, 1). */
export function chanceOf(tx: Tx): number {
  return (tx.random.bytes(1)[0] ?? 0) / 256;
}
