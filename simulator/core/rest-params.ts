import { RestError } from './rest-answer.ts';

type Pairs = readonly (readonly [name: string, value: string])[];

/** The parameters of one REST request, read strictly: what is not named in `allowed` is refused with 400. */
export class RestParams {
  readonly #pairs: Pairs;

  constructor(pairs: Pairs, allowed: readonly string[]) {
    this.#pairs = pairs;
    for (const [name] of pairs) {
      if (!allowed.includes(name)) throw new RestError(400, 20001, `Unknown parameter ${name}`, true);
    }
  }

  optional(name: string): string | null {
    const values = this.all(name);
    if (values.length > 1) throw new RestError(400, 20001, `Parameter ${name} is given more than once`, true);
    return values[0] ?? null;
  }

  /** `code` is Twilio's own for this missing parameter. */
  required(name: string, code: number): string {
    const value = this.optional(name);
    if (value === null || value === '') throw new RestError(400, code, `A '${name}' is required.`, true);
    return value;
  }

  all(name: string): string[] {
    return this.#pairs.filter(pair => pair[0] === name).map(pair => pair[1]);
  }

  whole(name: string, least: number, most: number): number | null {
    const value = this.optional(name);
    if (value === null) return null;
    const number = Number(value);
    if (!Number.isInteger(number) || number < least || number > most) this.refuse(name, value);
    return number;
  }

  oneOf<const Value extends string>(name: string, values: readonly Value[]): Value | null {
    const value = this.optional(name);
    return value === null ? null : (values.find(one => one === value) ?? this.refuse(name, value));
  }

  url(name: string): string | null {
    const value = this.optional(name);
    if (value !== null && !/^https?:\/\/[^\s]+$/.test(value)) {
      throw new RestError(400, 21205, `${name} is not a valid URL: ${value}`, true);
    }
    return value;
  }

  /** A date (`2026-11-20`, the whole day) or an instant, as epoch milliseconds from and until (exclusive). */
  time(name: string): { from: number; until: number } | null {
    const value = this.optional(name);
    if (value === null) return null;
    const at = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?Z)?$/.test(value)
      ? Date.parse(value)
      : Number.NaN;
    if (Number.isNaN(at)) return this.refuse(name, value);
    return { from: at, until: at + (value.length === 10 ? 86_400_000 : 1000) };
  }

  /** The filters of a list request, to be repeated in the addresses of its other pages. */
  carried(): string {
    const filters = this.#pairs.filter(([name]) => !name.startsWith('Page'));
    return filters
      .map(([name, value]) => `&${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .join('');
  }

  refuse(name: string, value: string): never {
    throw new RestError(400, 20001, `Invalid value for parameter ${name}: ${value}`, true);
  }
}

/** The `name`, `name<` and `name>` of a list request, as a test of a time. Twilio's bounds are inclusive. */
export function timeFilter(params: RestParams, name: string): (at: number | null) => boolean {
  const on = params.time(name);
  const before = params.time(`${name}<`);
  const after = params.time(`${name}>`);
  if (on === null && before === null && after === null) return () => true;
  return at =>
    at !== null &&
    (on === null || (at >= on.from && at < on.until)) &&
    (before === null || at < before.until) &&
    (after === null || at >= after.from);
}

/** One page of a list in the envelope of the newer APIs. `address` is the list's own. */
export function pageWithMeta<Row>(
  params: RestParams,
  address: string,
  key: string,
  rows: readonly Row[],
  toJson: (row: Row) => unknown,
): unknown {
  const size = params.whole('PageSize', 1, 1000) ?? 50;
  const page = params.whole('Page', 0, 1_000_000) ?? 0;
  const at = (number: number) => `${address}?PageSize=${size}&Page=${number}${params.carried()}`;
  return {
    [key]: rows.slice(page * size, (page + 1) * size).map(toJson),
    meta: {
      page,
      page_size: size,
      key,
      url: at(page),
      first_page_url: at(0),
      next_page_url: rows.length > (page + 1) * size ? at(page + 1) : null,
      previous_page_url: page > 0 ? at(page - 1) : null,
    },
  };
}

/** One page of a list, newest first, in the 2010 API's envelope. `key` is what the rows are called in it. */
export function pageOf<Row>(
  params: RestParams,
  path: string,
  key: string,
  rows: readonly Row[],
  toJson: (row: Row) => unknown,
): unknown {
  const size = params.whole('PageSize', 1, 1000) ?? 50;
  const page = params.whole('Page', 0, 1_000_000) ?? 0;
  const start = page * size;
  const query = (number: number) => `${path}?PageSize=${size}&Page=${number}`;
  const more = rows.length > start + size;
  const shown = rows.slice(start, start + size);
  return {
    [key]: shown.map(toJson),
    page,
    page_size: size,
    start,
    end: start + Math.max(0, shown.length - 1),
    uri: query(page),
    first_page_uri: query(0),
    next_page_uri: more ? `${query(page + 1)}${params.carried()}` : null,
    previous_page_uri: page > 0 ? `${query(page - 1)}${params.carried()}` : null,
  };
}
