const RATE = 8000;

/** Begins to listen. Resolves to a function that stops and gives the sound as telephone WAV; rejects without a microphone. */
export async function listen() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream);
  const parts = [];
  recorder.addEventListener('dataavailable', event => parts.push(event.data));
  const stopped = new Promise(resolve => recorder.addEventListener('stop', resolve, { once: true }));
  recorder.start();
  return async () => {
    recorder.stop();
    await stopped;
    for (const track of stream.getTracks()) track.stop();
    return toPhoneWav(await new Blob(parts).arrayBuffer());
  };
}

async function toPhoneWav(encoded) {
  const context = new AudioContext();
  const sound = await context.decodeAudioData(encoded);
  context.close();
  // An offline context mixes down and resamples in one go.
  const offline = new OfflineAudioContext(1, Math.max(1, Math.ceil(sound.duration * RATE)), RATE);
  const source = offline.createBufferSource();
  source.buffer = sound;
  source.connect(offline.destination);
  source.start();
  const samples = (await offline.startRendering()).getChannelData(0);
  return wavOf(samples);
}

function wavOf(samples) {
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const word = (at, text) =>
    [...text].forEach((char, index) => void view.setUint8(at + index, char.charCodeAt(0)));
  word(0, 'RIFF');
  view.setUint32(4, 36 + samples.length * 2, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, index) => {
    view.setInt16(44 + index * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32767), true);
  });
  return view.buffer;
}
