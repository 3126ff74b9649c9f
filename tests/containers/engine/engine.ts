/** A container engine, as tests that run apart from each other are told of it: plain values. */
export interface Engine {
  /** For people: which one it is. */
  name: string;
  /** Where `docker` and `docker compose` are found, beside the environment of the tests; names of stand-ins for base images. */
  env: Readonly<Record<string, string>>;
}

/** An engine, and how to end what was started for it. */
export interface RunningEngine {
  engine: Engine;
  stop(): Promise<void>;
}

/** Why there is no engine: one sentence, with what to do. */
export class NoEngine extends Error {
  override name = 'NoEngine';
}
