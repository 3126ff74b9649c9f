import { jsonAnswer, notFound, type RestAnswer } from './rest-answer.ts';
import { RestParams } from './rest-params.ts';
import type { RestRoute } from './rest-route.ts';

/** Lookup v2: https://www.twilio.com/docs/lookup/v2-api. Its `path` is the whole path. */
export const lookupRoute: RestRoute = {
  method: 'GET',
  path: /^\/v2\/PhoneNumbers\/([^/]+)$/,
  answer: (turn, { query, path, match }): RestAnswer => {
    const params = new RestParams(query, ['Fields']);
    const fields = (params.optional('Fields') ?? '').split(',').filter(one => one !== '');
    const unknown = fields.find(one => one !== 'line_type_intelligence');
    if (unknown !== undefined) params.refuse('Fields', unknown);
    const number = decodeURIComponent(match[1] ?? '');
    if (!/^\+\d{3,15}$/.test(number)) throw notFound(path);
    const phone = turn.state.phones.find(one => one.number === number);
    const valid = /^\+[1-9]\d{6,14}$/.test(number);
    return jsonAnswer(200, {
      calling_country_code: number.startsWith('+1') ? '1' : null,
      country_code: number.startsWith('+1') ? 'US' : null,
      phone_number: number,
      national_format: number,
      valid,
      validation_errors: valid ? [] : ['TOO_SHORT'],
      caller_name: null,
      line_type_intelligence:
        fields.length === 0
          ? null
          : {
              carrier_name: null,
              error_code: null,
              mobile_country_code: null,
              mobile_network_code: null,
              type: phone?.kind ?? null,
            },
      url: `${turn.state.baseUrl}${path}`,
    });
  },
};
