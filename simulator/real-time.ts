import type { Simulator } from './simulator.ts';

/** Lets a simulator's time pass by itself, for a person to play with. Returns how to stop it. */
export function runInRealTime(simulator: Simulator): () => void {
  let timer: NodeJS.Timeout | undefined;
  const arm = () => {
    clearTimeout(timer);
    const next = simulator.nextTimer();
    if (next === null) return;
    timer = setTimeout(() => void simulator.tick(), Math.max(0, next - simulator.now()));
  };
  const stopWatching = simulator.watch(arm);
  arm();
  return () => {
    stopWatching();
    clearTimeout(timer);
  };
}
