import twilio from 'twilio';
import type { Webhook } from '../../simulator/core/webhook.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../simulator/shell.ts';

export const LINE = '+12125550100';
export const ROBIN = '+12125550140';
export const ALEX = '+12125550141';
export const LANDLINE = '+12125550142';
export const DESK = '+12125550111';
export const DANA = '+12125550112';
export const ACCOUNT = 'AC00000000000000000000000000000000';
export const TOKEN = '12345';
export const HOST = 'http://practice.test';
export const START = Date.UTC(2026, 10, 20, 9);

export interface Heard {
  path: string;
  params: Record<string, string>;
  signed: boolean;
  authorization: string | null;
}

type Answer = string | Response | ((heard: Heard) => string | Response | Promise<Response>);

/** A practice that answers each path with the TwiML it was given, and remembers what it was asked. */
export class Practice {
  readonly simulator: Simulator;
  readonly asked: Heard[] = [];
  now = START;
  #answers: Record<string, Answer>;

  constructor(answers: Record<string, Answer>, options: Partial<SimulatorOptions> = {}) {
    this.#answers = answers;
    this.simulator = createSimulator({
      accountSid: ACCOUNT,
      authToken: TOKEN,
      baseUrl: 'http://carrier.test',
      numbers: [
        {
          number: LINE,
          voiceUrl: `${HOST}/voice`,
          messageUrl: `${HOST}/message`,
          callStatusUrl: `${HOST}/call-status`,
        },
      ],
      phones: [
        { number: ROBIN, name: 'Robin', role: 'caller', kind: 'mobile' },
        { number: ALEX, name: 'Alex', role: 'caller', kind: 'mobile' },
        { number: LANDLINE, name: 'Kitchen', role: 'caller', kind: 'landline' },
        { number: DESK, name: 'Front desk', role: 'staff', kind: 'landline' },
        { number: DANA, name: 'Dana', role: 'staff', kind: 'mobile' },
      ],
      seed: 1,
      now: () => this.now,
      fetch: request => this.#answer(request),
      ...options,
    });
  }

  async #answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const params = Object.fromEntries(
      new URLSearchParams(request.method === 'POST' ? await request.text() : ''),
    );
    const signature = request.headers.get('x-twilio-signature') ?? '';
    const heard = {
      path: url.pathname + url.search,
      params,
      authorization: request.headers.get('authorization'),
      signed: twilio.validateRequest(TOKEN, signature, request.url, params),
    };
    this.asked.push(heard);
    const given = this.#answers[url.pathname] ?? this.#answers[heard.path] ?? '<Response/>';
    const answer = typeof given === 'function' ? await given(heard) : given;
    if (answer instanceof Response) return answer.clone();
    return new Response(answer, { headers: { 'content-type': 'text/xml' } });
  }

  /** Lets this many seconds pass, every due thing at its own time, and all webhooks answered. */
  async pass(seconds: number): Promise<void> {
    const until = this.now + seconds * 1000;
    await this.simulator.idle();
    for (;;) {
      const next = this.simulator.nextTimer();
      if (next === null || next > until) break;
      this.now = Math.max(this.now, next);
      await this.simulator.tick();
      await this.simulator.idle();
    }
    this.now = until;
    await this.simulator.tick();
    await this.simulator.idle();
  }

  async call(from = ROBIN, more: { withheld?: boolean; forwardedFrom?: string } = {}): Promise<string> {
    const { callSid } = await this.simulator.do({ type: 'call', phone: from, to: LINE, ...more });
    await this.pass(0);
    return callSid!;
  }

  /** The words heard on a call so far, and how it stands. */
  heard(callSid: string): string[] {
    return this.one(callSid).heard.map(one => `${one.kind}: ${one.text}${one.cut ? ' ...' : ''}`);
  }

  one(callSid: string) {
    return this.simulator.state().calls.find(call => call.sid === callSid)!;
  }

  to(path: string): Record<string, string>[] {
    return this.asked.filter(heard => heard.path === path).map(heard => heard.params);
  }

  complaints(): string[] {
    return this.simulator.state().complaints.map(one => one.sentence);
  }

  webhooks(kind: Webhook['kind']): Webhook[] {
    return this.simulator.state().webhooks.filter(one => one.kind === kind);
  }
}

export const response = (...verbs: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs.join('')}</Response>`;
