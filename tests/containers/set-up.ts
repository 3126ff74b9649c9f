import type { TestProject } from 'vitest/node';
import { beAlone } from './alone.ts';
import type { Engine } from './engine/engine.ts';
import { findEngine } from './engine/find.ts';
import { removeLeftovers } from './installation.ts';

declare module 'vitest' {
  interface ProvidedContext {
    engine: Engine;
  }
}

/** One engine for all files. Throws where there is none, which fails the run: nothing is left out. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const over = beAlone();
  const { engine, stop } = await findEngine(line => process.stderr.write(`${line}\n`));
  process.stderr.write(`Containers by ${engine.name}.\n`);
  await removeLeftovers(engine);
  project.provide('engine', engine);
  return async () => {
    await stop();
    over();
  };
}
