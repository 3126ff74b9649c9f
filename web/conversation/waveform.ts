const BARS = 120;

/**
 * How loud a sound is from its beginning to its end, as shares of its loudest moment; null where this browser cannot tell.
 * It is decoded here: no picture of anybody's voice is kept anywhere.
 */
export async function peaksOf(source: string): Promise<number[] | null> {
  const answer = await fetch(source);
  if (!answer.ok) return null;
  // One that never plays: nobody is asked whether it may.
  const context = new OfflineAudioContext(1, 1, 8_000);
  const sound = await context.decodeAudioData(await answer.arrayBuffer());
  return loudness(sound.getChannelData(0));
}

function loudness(samples: Float32Array): number[] {
  const each = Math.max(1, Math.floor(samples.length / BARS));
  const peaks = Array.from({ length: Math.min(BARS, samples.length) }, (_, bar) => {
    let peak = 0;
    for (let at = bar * each; at < (bar + 1) * each; at += 1) {
      peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    }
    return peak;
  });
  const loudest = Math.max(...peaks, Number.MIN_VALUE);
  return peaks.map(peak => peak / loudest);
}
