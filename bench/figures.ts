/** The value below which a share of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export interface Figure {
  what: string;
  /** Values with their unit in the name: `p50_ms`, `per_second`. */
  values: Record<string, number>;
}

export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** Latencies in milliseconds and what they come to. */
export function latencies(what: string, samples: readonly number[], seconds?: number): Figure {
  return {
    what,
    values: {
      ...(seconds ? { per_second: rounded(samples.length / seconds) } : {}),
      p50_ms: rounded(percentile(samples, 0.5)),
      p99_ms: rounded(percentile(samples, 0.99)),
      samples: samples.length,
    },
  };
}
