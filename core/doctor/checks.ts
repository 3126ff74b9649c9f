import type { OutwardCheck } from './check.ts';
import { address } from './checks/address.ts';
import { clock } from './checks/clock.ts';
import { nameCheck } from './checks/name.ts';
import { tlsCheck } from './checks/tls.ts';
import { alertPhones, forwarding } from './heard.ts';
import { atTwilio } from './twilio.ts';

/** What is looked at outside of the machine, by `second-ring doctor` and each day by the worker. Adding one: a line here. */
export const OUTWARD_CHECKS: readonly OutwardCheck[] = [
  clock,
  nameCheck(),
  tlsCheck(),
  address,
  atTwilio,
  forwarding,
  alertPhones,
];
