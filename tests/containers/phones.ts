import { until } from '../e2e/until.ts';

interface PhoneSeen {
  number: string;
  call: { can: string; speaking: boolean; heard: { text: string }[] } | null;
  texts: { mine: boolean; carrier: boolean; words: string }[];
}

/** The phones of the carrier in its container, played as its page plays them. */
export class Phones {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** @throws with the carrier's own sentence when a phone cannot do that now */
  async do(action: { type: string; phone: string; [field: string]: string }): Promise<void> {
    const answer = await fetch(`${this.#url}/page/do`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(action),
    });
    if (!answer.ok) throw new Error(`${action.type}: ${await answer.text()}`);
  }

  /** Speaks the page's sample after the tone. */
  async speak(phone: string): Promise<void> {
    const url = `${this.#url}/page/sample?phone=${encodeURIComponent(phone)}`;
    const answer = await fetch(url, { method: 'POST' });
    if (!answer.ok) throw new Error(await answer.text());
  }

  async isThere(): Promise<boolean> {
    return fetch(this.#url).then(
      answer => answer.ok,
      () => false,
    );
  }

  async see(number: string): Promise<PhoneSeen> {
    const stop = new AbortController();
    const answer = await fetch(`${this.#url}/page/events`, { signal: stop.signal });
    let said = '';
    for await (const bytes of answer.body ?? []) {
      said += new TextDecoder().decode(bytes);
      if (said.includes('\n\n')) break;
    }
    stop.abort();
    const view = JSON.parse(/^data: (.*)$/m.exec(said)?.[1] ?? '') as { phones: PhoneSeen[] };
    const seen = view.phones.find(one => one.number === number);
    if (!seen) throw new Error(`There is no phone ${number}`);
    return seen;
  }

  /** Texts from the line on a phone that hold these words. */
  async textsOn(phone: string, words: string): Promise<string[]> {
    const { texts } = await this.see(phone);
    return texts
      .filter(text => !text.mine && !text.carrier && text.words.includes(words))
      .map(text => text.words);
  }

  text(phone: string, words: string, count = 1): Promise<string> {
    return until(`text ${count} with "${words}" on ${phone}`, async () =>
      (await this.textsOn(phone, words)).at(count - 1),
    );
  }

  /** Waits until a phone can do something: lift, talk, or record after the tone. */
  can(phone: string, what: 'lift' | 'talk' | 'record'): Promise<unknown> {
    return until(`${phone} can ${what}`, async () => (await this.see(phone)).call?.can === what);
  }
}
