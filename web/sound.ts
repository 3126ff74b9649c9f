/** What there is to hear: that something new came, or that it is urgent. */
export type Signal = 'new' | 'urgent';

/** Each note's pitch in hertz; the one for a crisis goes up and down, and lasts longer. */
const NOTES: Readonly<Record<Signal, readonly number[]>> = {
  new: [523, 659],
  urgent: [784, 988, 784, 988],
};
const SECONDS = 0.18;
const LOUDNESS = 0.12;

let context: AudioContext | null = null;

/** Plays it; a browser is silent until somebody has clicked or typed on the page. */
export async function sound(which: Signal): Promise<void> {
  context ??= new AudioContext();
  await context.resume();
  for (const [n, pitch] of NOTES[which].entries()) {
    const begins = context.currentTime + n * SECONDS;
    const tone = new OscillatorNode(context, { type: 'sine', frequency: pitch });
    const volume = new GainNode(context, { gain: 0 });
    // Up and down without a click.
    volume.gain.setValueAtTime(0, begins);
    volume.gain.linearRampToValueAtTime(LOUDNESS, begins + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, begins + SECONDS * 2);
    tone.connect(volume).connect(context.destination);
    tone.start(begins);
    tone.stop(begins + SECONDS * 2);
  }
}
