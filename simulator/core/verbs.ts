import { type Call, isOver } from './call.ts';
import { beginDial } from './dial.ts';
import { beginGather } from './gather.ts';
import { answerLeg, endLeg, hearNoMore } from './legs.ts';
import { absolute, apologise, fetchTwiml } from './programs.ts';
import { beginRecord } from './record.ts';
import { beginPrompt } from './talk.ts';
import { complain, type Turn, tell } from './turn.ts';

/** Does the next verb of the call's document; after the last one the program is over. */
export function nextVerb(turn: Turn, call: Call): void {
  const program = call.program;
  if (program === null || isOver(call)) return;
  const verb = program.verbs[program.next];
  program.next += 1;
  if (verb === undefined) {
    call.doing = null;
    tell(turn, { type: 'program-over', callSid: call.sid });
    return;
  }
  switch (verb.verb) {
    case 'Pause':
      // A first <Pause> delays the answer: https://www.twilio.com/docs/voice/twiml/pause
      if (program.next > 1) answerLeg(turn, call, null);
      call.doing = { type: 'talking' };
      beginPrompt(turn, call, verb, url => absolute(call, url));
      return;
    case 'Say':
    case 'Play':
      answerLeg(turn, call, null);
      call.doing = { type: 'talking' };
      beginPrompt(turn, call, verb, url => absolute(call, url));
      return;
    case 'Gather':
      beginGather(turn, call, verb);
      return;
    case 'Record':
      if (call.direction === 'outbound-dial') {
        complain(turn, '<Record> may not stand in what a callee is asked before bridging', call.sid);
        apologise(turn, call);
        return;
      }
      beginRecord(turn, call, verb);
      return;
    case 'Dial':
      beginDial(turn, call, verb);
      return;
    case 'Hangup':
      answerLeg(turn, call, null);
      endLeg(turn, call, 'completed');
      return;
    case 'Reject':
      if (call.answeredAt !== null) {
        complain(turn, '<Reject> on a call that was already answered', call.sid);
        apologise(turn, call);
        return;
      }
      endLeg(turn, call, verb.reason === 'busy' ? 'busy' : 'no-answer');
      return;
    case 'Redirect':
      fetchTwiml(turn, call, { kind: 'redirect', url: verb.url, method: verb.method });
      return;
  }
}

/** A prompt outside `<Gather>` has been heard to its end. */
export function talked(turn: Turn, call: Call): void {
  hearNoMore(turn, call, false);
  call.doing = null;
  tell(turn, { type: 'next-verb', callSid: call.sid });
}
