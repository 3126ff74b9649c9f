import { act, ask } from './api.js';
import { fillWithLinks, scrollToEnd, scrollToNewest, showItems } from './lists.js';
import { listen } from './microphone.js';
import { beep, hush, playFile, say } from './sound.js';
import { heardWords, standingWords } from './words.js';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const KEY_NAMES = { '*': 'star', '#': 'pound' };

/** One phone on the page: whose it is can be chosen; the rest is what the carrier says. */
export class PhoneCard {
  number = '';
  #element;
  #role;
  #view = null;
  #skew = 0;
  #lines = [];
  #known = new Set();
  #first = true;
  #stopListening = null;

  constructor(role, title, hint, placeholder) {
    this.#role = role;
    this.#element = document.querySelector(`#${role}`);
    this.#element.append(document.querySelector('#phone').content.cloneNode(true));
    const heading = this.#find('h2');
    heading.id = `${role}-title`;
    heading.textContent = title;
    this.#find('.who').setAttribute('aria-label', `Whose phone: ${title}`);
    // What scrolls must be reached by keyboard too.
    this.#find('.heard').tabIndex = 0;
    this.#find('.thread').tabIndex = 0;
    this.#find('.heard').setAttribute('aria-label', `${title}: what is heard`);
    this.#find('.thread').setAttribute('aria-label', `${title}: texts`);
    this.#find('form input').setAttribute('aria-label', `${title}: write a text`);
    this.#find('form input').placeholder = placeholder;
    this.#find('.heard-empty').textContent = hint;
    // Before the carrier has said whose phone it is, a text from it would go nowhere.
    this.#element.inert = true;
    this.#find('[data-do="call"]').classList.toggle('primary', role === 'caller');
    this.#makeKeypad();
    this.#listenToButtons();
    setInterval(() => this.#showStanding(), 500);
  }

  get rings() {
    return this.#view?.call?.can === 'lift';
  }

  get waits() {
    return this.#view?.call?.can === 'wait' || this.#view?.call?.heard.at(-1)?.kind === 'ringing';
  }

  get busy() {
    const writing = this.#find('form input').value !== '';
    return writing || (this.#view?.call ?? { can: 'nothing' }).can !== 'nothing';
  }

  choose(number) {
    if (number === this.number) return;
    this.number = number;
    this.#first = true;
    this.#find('.who').value = number;
  }

  /** Shows the carrier's newest state. */
  show(view) {
    const mine = view.phones.filter(phone => phone.role === this.#role);
    this.#skew = view.now - Date.now();
    this.#lines = view.lines;
    this.#showChoices(mine);
    this.#view = mine.find(phone => phone.number === this.number) ?? null;
    this.#element.inert = this.#view === null;
    if (this.#view === null) return;
    this.#showStanding();
    const heardMore = this.#showHeard();
    const textedMore = this.#showTexts();
    this.#showControls();
    // Only now, since the controls take room from the transcript.
    if (heardMore) scrollToEnd(this.#find('.heard'));
    if (textedMore) scrollToNewest(this.#find('.thread'));
    this.#first = false;
  }

  #showChoices(mine) {
    const select = this.#find('.who');
    if (select.options.length !== mine.length) {
      select.replaceChildren(...mine.map(phone => new Option(`${phone.name} · ${phone.kind}`, phone.number)));
      if (mine[0] !== undefined && this.number === '') this.number = mine[0].number;
      select.value = this.number;
      const line = this.#find('.line');
      line.replaceChildren(...this.#lines.map(number => new Option(number, number)));
      this.#find('.which-line').hidden = this.#lines.length < 2;
    }
  }

  #showStanding() {
    if (this.#view === null) return;
    const words = standingWords(this.#view, Date.now() + this.#skew);
    const standing = this.#find('.standing');
    if (standing.textContent !== words) standing.textContent = words;
    this.#element.toggleAttribute('data-rings', this.rings);
  }

  #showHeard() {
    const list = this.#find('.heard');
    const heard = this.#view.call?.heard ?? [];
    this.#find('.heard-empty').hidden = heard.length > 0;
    return showItems(
      list,
      heard,
      (element, one) => {
        element.dataset.kind = one.kind;
        if (one.language !== null) element.lang = one.language;
        this.#sound(one);
      },
      (element, one) => {
        const words = heardWords(one, this.#role);
        if (element.textContent !== words) element.textContent = words;
        if (one.cut && !this.#known.has(one.id)) {
          this.#known.add(one.id);
          hush();
        }
      },
    );
  }

  /** Only what happens while the page looks on is heard, not what it finds when it is opened. */
  #sound(one) {
    if (this.#first) return;
    if (one.kind === 'say' || one.kind === 'carrier') say(one.text, one.language);
    if (one.kind === 'play') playFile(`/page/played?url=${encodeURIComponent(one.text)}`);
    if (one.kind === 'tone') beep();
    if (one.kind === 'ended') hush();
  }

  #showTexts() {
    const list = this.#find('.thread');
    this.#find('.thread-empty').hidden = this.#view.texts.length > 0;
    const more = showItems(list, this.#view.texts, (element, text) => {
      element.toggleAttribute('data-mine', text.mine);
      element.toggleAttribute('data-carrier', text.carrier);
      fillWithLinks(element, text.words);
    });
    this.#find('form').hidden = this.#view.kind === 'landline';
    const none = this.#view.kind === 'landline' ? 'A landline has no texts.' : 'No texts yet.';
    if (this.#find('.thread-empty').textContent !== none) this.#find('.thread-empty').textContent = none;
    return more;
  }

  #showControls() {
    const can = this.#view.call?.can ?? 'nothing';
    const show = {
      call: can === 'nothing',
      answer: can === 'lift',
      decline: can === 'lift',
      'hang-up': can !== 'nothing' && can !== 'lift',
    };
    const focused = this.#element.contains(document.activeElement) ? document.activeElement : null;
    for (const [name, shown] of Object.entries(show)) this.#find(`[data-do="${name}"]`).hidden = !shown;
    this.#find('.keypad').hidden = can !== 'talk' && can !== 'record';
    this.#find('.recorder').hidden = can !== 'record';
    this.#find('.before-call').hidden = this.#role !== 'caller' || can !== 'nothing';
    this.#find('.sample').disabled = this.#view.call?.speaking === true;
    if (can !== 'record' && this.#stopListening !== null) this.#finishListening();
    // A button that has gone under somebody's finger hands the focus to the one that took its place.
    if (focused?.matches('button') && focused.offsetParent === null) {
      this.#element.querySelector('.actions button:not([hidden])')?.focus();
    }
  }

  #makeKeypad() {
    const keypad = this.#find('.keypad');
    for (const key of KEYS) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = key;
      if (KEY_NAMES[key]) button.setAttribute('aria-label', KEY_NAMES[key]);
      button.addEventListener('click', () => this.#do({ type: 'press', keys: key }));
      keypad.append(button);
    }
    this.#find('.call').addEventListener('keydown', event => {
      const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
      if (plain && KEYS.includes(event.key) && !keypad.hidden) this.#do({ type: 'press', keys: event.key });
    });
  }

  #listenToButtons() {
    this.#find('.who').addEventListener('change', event => {
      this.choose(event.target.value);
      this.#element.dispatchEvent(new Event('chosen', { bubbles: true }));
    });
    for (const button of this.#element.querySelectorAll('[data-do]')) {
      button.addEventListener('click', () =>
        this.#do({ type: button.dataset.do, ...this.#callDetails(button) }),
      );
    }
    this.#find('.sample').addEventListener('click', () => {
      playFile('/page/sample.wav');
      this.#tell(ask(`/page/sample?phone=${encodeURIComponent(this.number)}`));
    });
    this.#find('.microphone').addEventListener('click', () =>
      this.#stopListening === null ? this.#startListening() : this.#finishListening(),
    );
    this.#find('form').addEventListener('submit', event => {
      event.preventDefault();
      const input = this.#find('form input');
      if (input.value.trim() === '') return;
      this.#do({ type: 'text', to: this.#line(), body: input.value });
      input.value = '';
    });
  }

  #callDetails(button) {
    if (button.dataset.do !== 'call') return {};
    return { to: this.#line(), withheld: this.#role === 'caller' && this.#find('.withheld input').checked };
  }

  #line() {
    return this.#find('.line').value;
  }

  async #startListening() {
    try {
      const stop = await listen();
      this.#stopListening = stop;
      this.#find('.microphone').textContent = 'Stop speaking';
      await this.#do({ type: 'start-speaking' });
    } catch {
      this.#tell(Promise.resolve('No microphone here. The sample recording does as well.'));
    }
  }

  async #finishListening() {
    const stop = this.#stopListening;
    this.#stopListening = null;
    this.#find('.microphone').textContent = 'Speak';
    const wav = await stop();
    this.#tell(ask(`/page/speak?phone=${encodeURIComponent(this.number)}`, wav, 'audio/wav'));
  }

  #do(action) {
    return this.#tell(act({ ...action, phone: this.number }));
  }

  async #tell(asking) {
    const problem = await asking;
    const element = this.#find('.problem');
    element.hidden = problem === null;
    element.textContent = problem ?? '';
  }

  #find(selector) {
    return this.#element.querySelector(selector);
  }
}
