import { Hono } from 'hono';
import { z } from 'zod';
import { firstSteps, stepIsDone } from '../../core/flows/first-steps.ts';
import { healthFacts } from '../../core/flows/health-facts.ts';
import { lastLook, lookAgain } from '../../core/flows/look-around.ts';
import type { DoctorTopic } from '../../core/rules/doctor/findings.ts';
import { FIRST_STEPS } from '../../core/rules/first-steps.ts';
import { FOR_STAFF, judgeHealth, worstOf } from '../../core/rules/health.ts';
import type { ApiDeps } from './deps.ts';
import { body, named } from './input.ts';
import { type Asking, FRONT_DESK, OWNERS, requireRole } from './require-role.ts';

/** What the worker looks at more often than once a day, and `judgeHealth` tells of. */
const TOLD_ALREADY: readonly DoctorTopic[] = ['clock', 'tls'];

const step = z.strictObject({ step: z.enum(FIRST_STEPS) });
const done = z.strictObject({ done: z.boolean() });

/**
 * `GET /api/health`: whether the installation is well, as codes that have a sentence on each screen, and the time it is here
 * (epoch milliseconds). Whoever does not run the machine hears of what they would notice, and not of the machine. Owners are
 * told as well what the worker found when it last looked outward, and what is left to do with a new installation; they can
 * have it look again, and say that a step is done.
 */
export function healthRoutes({ store, config, clock, session, heard, compose = false }: ApiDeps) {
  return new Hono<Asking>()
    .get('/health', requireRole(session, FRONT_DESK), async c => {
      const now = clock.now().epochMilliseconds;
      const facts = await healthFacts({ store, config: config(), now }, heard.since);
      // Whoever answers this runs.
      const all = judgeHealth({ ...facts, serverSeen: now });
      if (c.get('who').role !== 'owner') {
        const findings = all.filter(({ about }) => FOR_STAFF.includes(about));
        return c.json({ now, state: worstOf(findings), findings, looked: null, steps: [], compose });
      }
      const look = await lastLook(store);
      const outside = look?.findings.filter(({ about }) => !TOLD_ALREADY.includes(about)) ?? [];
      const legal = config().practice.legal !== null;
      return c.json({
        now,
        state: worstOf([...all, ...outside]),
        findings: all,
        looked: look && { at: look.at, findings: outside },
        compose,
        steps: await firstSteps(store, { facts, looked: look?.findings ?? [], legal }),
      });
    })
    .post('/health/look', requireRole(session, OWNERS), async c => {
      await store.write(tx => lookAgain(tx));
      return c.json({}, 202);
    })
    .put('/health/steps/:step', requireRole(session, OWNERS), named(step), body(done), async c => {
      const by = c.get('who').user;
      const said = { ...c.req.valid('param'), ...c.req.valid('json'), by };
      await store.write(tx => stepIsDone(tx, said));
      return c.json({});
    });
}
