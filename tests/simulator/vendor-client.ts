import twilio from 'twilio';
import { ACCOUNT, TOKEN } from './practice.ts';

/** The vendor's own client, its requests sent to a simulator in the same process. */
export function vendorClient(
  fetch: (request: Request) => Response | Promise<Response>,
  token = TOKEN,
): twilio.Twilio {
  const httpClient = {
    async request(asked: {
      method: string;
      uri: string;
      username?: string;
      password?: string;
      params?: Record<string, unknown>;
      data?: Record<string, unknown>;
    }) {
      const form = (values: Record<string, unknown> = {}) =>
        new URLSearchParams(
          Object.entries(values).flatMap(([name, value]) =>
            [value].flat().map(one => [name, one instanceof Date ? one.toISOString() : String(one)]),
          ),
        ).toString();
      const url = new URL(asked.uri);
      const query = form(asked.params);
      const response = await fetch(
        new Request(`http://carrier.test${url.pathname}${url.search}${query === '' ? '' : `?${query}`}`, {
          method: asked.method.toUpperCase(),
          headers: {
            authorization: `Basic ${btoa(`${asked.username}:${asked.password}`)}`,
            'content-type': 'application/x-www-form-urlencoded',
          },
          ...(asked.method === 'post' && { body: form(asked.data) }),
        }),
      );
      return { statusCode: response.status, body: await response.text(), headers: response.headers };
    },
  };
  return twilio(ACCOUNT, token, { httpClient: httpClient as unknown as twilio.RequestClient });
}
