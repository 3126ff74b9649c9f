import type { XmlElement } from './xml.ts';

/** Why a document is refused, as a sentence without its full stop. */
export class TwimlError extends Error {
  override name = 'TwimlError';
}

/** The attributes of one element, read strictly: an unknown name or a value out of range throws `TwimlError`. */
export class Attributes {
  readonly #element: XmlElement;

  constructor(element: XmlElement, allowed: readonly string[]) {
    this.#element = element;
    for (const name of element.attributes.keys()) {
      if (!allowed.includes(name)) throw new TwimlError(`<${element.name}> has an unknown attribute ${name}`);
    }
  }

  matching(name: string, pattern: RegExp): string | null {
    const value = this.#element.attributes.get(name);
    if (value === undefined) return null;
    if (!pattern.test(value)) this.#refuse(name, value);
    return value;
  }

  whole(name: string, least: number, most: number): number | null {
    const value = this.matching(name, /^\d{1,6}$/);
    if (value === null) return null;
    const number = Number(value);
    if (number < least || number > most) this.#refuse(name, value);
    return number;
  }

  flag(name: string, otherwise: boolean): boolean {
    return this.oneOf(name, ['true', 'false'], otherwise ? 'true' : 'false') === 'true';
  }

  method(name: string): 'GET' | 'POST' {
    return this.oneOf(name, ['GET', 'POST'], 'POST');
  }

  url(name: string): string | null {
    const value = this.#element.attributes.get(name);
    if (value === undefined) return null;
    if (value.trim() !== value || value === '' || /\s/.test(value)) this.#refuse(name, value);
    return value;
  }

  oneOf<const Value extends string>(name: string, values: readonly Value[], otherwise: Value): Value {
    const value = this.#element.attributes.get(name);
    if (value === undefined) return otherwise;
    return values.find(candidate => candidate === value) ?? this.#refuse(name, value);
  }

  /** A space-separated list, as the `...Event` attributes are. */
  listOf<const Value extends string>(name: string, values: readonly Value[], otherwise: Value[]): Value[] {
    const given = this.#element.attributes.get(name);
    if (given === undefined) return otherwise;
    return given.split(/\s+/).map(one => values.find(value => value === one) ?? this.#refuse(name, given));
  }

  #refuse(name: string, value: string): never {
    throw new TwimlError(`<${this.#element.name} ${name}="${value}"> is not a value that may stand there`);
  }
}

export function attributesOf(element: XmlElement, allowed: readonly string[]): Attributes {
  return new Attributes(element, allowed);
}

/** The child elements; text other than white space between them is refused. */
export function onlyElements(element: XmlElement): XmlElement[] {
  return element.children.flatMap(child => {
    if (typeof child !== 'string') return [child];
    if (child.trim() !== '') throw new TwimlError(`<${element.name}> holds bare text`);
    return [];
  });
}

/** The trimmed text of an element that must hold text and nothing else. */
export function onlyText(element: XmlElement): string {
  const text = element.children
    .map(child => {
      if (typeof child !== 'string')
        throw new TwimlError(`<${child.name}> may not stand inside <${element.name}>`);
      return child;
    })
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  if (text === '') throw new TwimlError(`<${element.name}> is empty`);
  return text;
}
