/** One element of a parsed document. `children` holds elements and text runs in their order. */
export interface XmlElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: readonly (XmlElement | string)[];
}

/** Thrown for anything that is not the small, plain XML that TwiML needs; the message says what and where. */
export class XmlError extends Error {
  override name = 'XmlError';
}

const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
const SPACE = /\s/;
const NAME = /[A-Za-z_][\w.-]*/y;
// https://www.w3.org/TR/xml/#charsets: control characters other than these three may not appear at all.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/**
 * Reads one XML document: declaration, elements, attributes, text, comments, the five named entities and character
 * references. No DOCTYPE, no CDATA, no processing instructions: TwiML has no use for them, so they are mistakes.
 * Throws `XmlError`.
 */
export function parseXml(source: string): XmlElement {
  const reader = new Reader(source.replace(/^\uFEFF/, ''));
  reader.declaration();
  reader.blank();
  const root = reader.element();
  reader.blank();
  if (!reader.atEnd()) reader.fail('something follows the root element');
  return root;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    if (FORBIDDEN.test(text)) this.fail('a control character');
  }

  atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  fail(what: string): never {
    const line = this.#text.slice(0, this.#at).split('\n').length;
    throw new XmlError(`${what} (line ${line}, character ${this.#at + 1})`);
  }

  declaration(): void {
    if (!this.#text.startsWith('<?xml')) return;
    const end = this.#text.indexOf('?>');
    if (end < 0) this.fail('the XML declaration does not end');
    this.#at = end + 2;
  }

  /** Skips white space and comments. */
  blank(): void {
    for (;;) {
      while (!this.atEnd() && SPACE.test(this.#peek())) this.#at++;
      if (!this.#starts('<!--')) return;
      this.#comment();
    }
  }

  element(): XmlElement {
    if (this.#peek() !== '<')
      this.fail(this.atEnd() ? 'the document is empty' : 'text outside the root element');
    this.#at++;
    const name = this.#name();
    const attributes = this.#attributes(name);
    if (this.#starts('/>')) {
      this.#at += 2;
      return { name, attributes, children: [] };
    }
    this.#expect('>');
    return { name, attributes, children: this.#children(name) };
  }

  #children(parent: string): (XmlElement | string)[] {
    const children: (XmlElement | string)[] = [];
    for (;;) {
      if (this.atEnd()) this.fail(`<${parent}> is never closed`);
      if (this.#starts('</')) {
        this.#at += 2;
        const name = this.#name();
        if (name !== parent) this.fail(`</${name}> closes <${parent}>`);
        this.#spaces();
        this.#expect('>');
        return children;
      }
      if (this.#starts('<!--')) this.#comment();
      else if (this.#peek() === '<') children.push(this.element());
      else children.push(this.#run('<'));
    }
  }

  #attributes(element: string): Map<string, string> {
    const attributes = new Map<string, string>();
    for (;;) {
      const gap = this.#spaces();
      if (this.#peek() === '>' || this.#starts('/>')) return attributes;
      if (!gap) this.fail(`<${element}> is malformed`);
      const name = this.#name();
      this.#spaces();
      this.#expect('=');
      this.#spaces();
      const quote = this.#peek();
      if (quote !== '"' && quote !== "'") this.fail(`the value of ${name} is not quoted`);
      this.#at++;
      const value = this.#run(quote);
      this.#expect(quote);
      if (attributes.has(name)) this.fail(`${name} is given twice on <${element}>`);
      attributes.set(name, value);
    }
  }

  #run(until: string): string {
    let out = '';
    while (!this.atEnd() && this.#peek() !== until) {
      const char = this.#peek();
      if (char === '&') out += this.#entity();
      else if (char === '<') this.fail('a bare "<" inside a value');
      else {
        out += char;
        this.#at++;
      }
    }
    return out;
  }

  #entity(): string {
    const end = this.#text.indexOf(';', this.#at);
    const body = end < 0 ? '' : this.#text.slice(this.#at + 1, end);
    const number = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(body);
    const code = number ? Number.parseInt(number[1] ?? number[2] ?? '', number[1] ? 16 : 10) : -1;
    const value = NAMED.get(body) ?? (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined);
    if (value === undefined) this.fail('a bare "&" or an unknown entity');
    this.#at = end + 1;
    return value;
  }

  #comment(): void {
    const end = this.#text.indexOf('-->', this.#at);
    if (end < 0) this.fail('a comment does not end');
    this.#at = end + 3;
  }

  #name(): string {
    NAME.lastIndex = this.#at;
    const name = NAME.exec(this.#text)?.[0];
    if (name === undefined) this.fail('a name is missing');
    this.#at += name.length;
    return name;
  }

  #spaces(): boolean {
    const before = this.#at;
    while (!this.atEnd() && SPACE.test(this.#peek())) this.#at++;
    return this.#at > before;
  }

  #expect(char: string): void {
    if (this.#peek() !== char) this.fail(`"${char}" is missing`);
    this.#at++;
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  #starts(what: string): boolean {
    return this.#text.startsWith(what, this.#at);
  }
}
