/** A container engine, as tests that run apart from each other are told of it: plain values. */
export interface Engine {
  /** For people: which one it is. */
  name: string;
  /** The program and its first words for single containers: `docker`, or `podman` with where it keeps things. */
  docker: readonly [string, ...string[]];
  /** The same for Compose. */
  compose: readonly [string, ...string[]];
  /** What both need in their environment, the names of stand-ins for base images included. */
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
