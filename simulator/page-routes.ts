import { Hono } from 'hono';
import type { Simulator } from './simulator.ts';

export function pageRoutes(_simulator: Simulator, _links: readonly { label: string; href: string }[]): Hono {
  return new Hono();
}
