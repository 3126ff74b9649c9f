/** What a phone is doing, in a few words. `now` is the carrier's time. */
export function standingWords(phone, now) {
  const call = phone.call;
  if (call === null || call.can === 'nothing') return 'Ready';
  if (call.can === 'wait') return `Calling ${numberWords(call.other)}`;
  if (call.can === 'lift') return `${numberWords(call.other)} is calling`;
  const clock = clockWords(now - call.answeredAt);
  return call.can === 'record' ? `Recording · ${clock}` : `On the line · ${clock}`;
}

/** One thing that was heard, as a line of the transcript. */
export function heardWords(heard, role) {
  switch (heard.kind) {
    case 'say':
    case 'carrier':
      return heard.cut ? `${heard.text} (broken off)` : heard.text;
    case 'play':
      return 'A recorded greeting plays.';
    case 'tone':
      return 'Tone. Speak now.';
    case 'ringing':
      return role === 'caller' ? 'It rings.' : 'The phone rings.';
    case 'connected':
      return 'Connected: caller and staff can talk.';
    case 'key':
      return `You pressed ${heard.text}`;
    case 'speech':
      return `You: ${heard.text}`;
    default:
      return endWords(heard.text, role);
  }
}

function endWords(status, role) {
  if (status === 'busy') return role === 'caller' ? 'Busy tone.' : 'Declined.';
  if (status === 'no-answer') return role === 'caller' ? 'Nobody answered.' : 'Missed.';
  if (status === 'canceled') return 'It stopped ringing.';
  if (status === 'failed') return 'The call failed.';
  return 'The call is over.';
}

/** As people write it, where it is a North American number. */
function numberWords(number) {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return parts === null ? number : `(${parts[1]}) ${parts[2]}-${parts[3]}`;
}

function clockWords(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
