import { createHmac } from 'node:crypto';

type Params = readonly (readonly [name: string, value: string])[];

/**
 * X-Twilio-Signature of a form POST: HMAC-SHA1 over the URL and each parameter, sorted by name, as name and value.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function sign(authToken: string, url: string, params: Params): string {
  const sorted = [...params].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  const text = signedUrl(url) + sorted.map(([name, value]) => name + value).join('');
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}

/** The URL as it is signed: name and password are always left out, and over https the port too. */
function signedUrl(url: string): string {
  const parts = /^(https?:\/\/)(?:[^@/?#]*@)?([^/?#]*)(.*)$/.exec(url);
  if (parts === null) return url;
  const [, scheme = '', host = '', rest = ''] = parts;
  return scheme + (scheme === 'https://' ? host.replace(/:\d+$/, '') : host) + rest;
}
