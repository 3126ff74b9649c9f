import type { OutwardCheck } from './check.ts';
import { alertPhones, forwarding } from './heard.ts';
import { atTwilio } from './twilio.ts';

/** What is looked at outside of the machine, by `second-ring doctor` and each day by the worker. Adding one: a line here. */
export const OUTWARD_CHECKS: readonly OutwardCheck[] = [atTwilio, forwarding, alertPhones];
