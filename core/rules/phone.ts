import { type CountryCode, getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Phone } from '../ids.ts';

/** An ISO 3166 country such as `US`. */
export type Country = CountryCode;

export const COUNTRIES: readonly Country[] = getCountries();

/**
 * A number as people write it, in E.164. Without a `+` it is read as a number of `country`. Null when it is no
 * complete number there, or carries an extension, which can be neither rung nor texted.
 */
export function parsePhone(text: string, country: Country): Phone | null {
  const written = text.trim();
  // The library throws and catches an error of its own for each number that is none.
  if (written === '') return null;
  const number = parsePhoneNumberFromString(written, { defaultCountry: country, extract: false });
  return number?.isValid() && number.ext === undefined ? (number.number as string as Phone) : null;
}

/** The country a number belongs to; null for those of no country, such as satellite phones. */
export function countryOf(phone: Phone): Country | null {
  return parsePhoneNumberFromString(phone)?.country ?? null;
}

/** As people in its country write it: `(212) 555-0123` at home, `+1 212 555 0123` seen from elsewhere. */
export function formatPhone(phone: Phone, home: Country): string {
  const number = parsePhoneNumberFromString(phone);
  if (!number) return phone;
  return number.country === home ? number.formatNational() : number.formatInternational();
}
