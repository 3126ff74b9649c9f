import type { MessagingService } from './account.ts';
import { numberSid } from './rest-account.ts';
import { jsonAnswer, notFound, type RestAnswer } from './rest-answer.ts';
import { pageWithMeta, RestParams } from './rest-params.ts';
import type { Asked, RestRoute } from './rest-route.ts';
import type { State } from './state.ts';
import type { Turn } from './turn.ts';

const PAGING = ['PageSize', 'Page', 'PageToken'];

/** Of messaging.twilio.com; each `path` is the whole path. https://www.twilio.com/docs/messaging/api/service-resource */
export const messagingRoutes: readonly RestRoute[] = [
  { method: 'GET', path: /^\/v1\/Services$/, answer: listServices },
  { method: 'POST', path: /^\/v1\/Services\/(\w+)$/, answer: update },
  { method: 'GET', path: /^\/v1\/Services\/(\w+)\/PhoneNumbers$/, answer: listNumbers },
  { method: 'GET', path: /^\/v1\/Services\/(\w+)\/Compliance\/Usa2p$/, answer: listCampaigns },
  { method: 'GET', path: /^\/v1\/Tollfree\/Verifications$/, answer: listVerifications },
];

function listServices({ state }: Turn, { query, path }: Asked): RestAnswer {
  const params = new RestParams(query, PAGING);
  const at = state.baseUrl + path;
  return jsonAnswer(200, pageWithMeta(params, at, 'services', state.account.services, serviceJson));
}

function update({ state }: Turn, { form, path, match }: Asked): RestAnswer {
  const params = new RestParams(form, ['UseInboundWebhookOnNumber']);
  const service = find(state, match[1], path);
  const own = params.oneOf('UseInboundWebhookOnNumber', ['true', 'false']);
  if (own !== null) service.useNumbersOwn = own === 'true';
  return jsonAnswer(200, serviceJson(service));
}

function listNumbers({ state }: Turn, { query, path, match }: Asked): RestAnswer {
  const params = new RestParams(query, PAGING);
  const { sid, numbers } = find(state, match[1], path);
  const json = (number: string) => ({
    sid: numberSid(number),
    service_sid: sid,
    phone_number: number,
    country_code: 'US',
    capabilities: ['Voice', 'SMS', 'MMS'],
  });
  return jsonAnswer(200, pageWithMeta(params, state.baseUrl + path, 'phone_numbers', numbers, json));
}

function listCampaigns({ state }: Turn, { query, path, match }: Asked): RestAnswer {
  const params = new RestParams(query, PAGING);
  const { sid, campaigns } = find(state, match[1], path);
  const json = ({ status, help }: MessagingService['campaigns'][number]) => ({
    sid: `QE${'0'.repeat(32)}`,
    messaging_service_sid: sid,
    us_app_to_person_usecase: 'LOW_VOLUME',
    campaign_status: status,
    help_message: help,
  });
  return jsonAnswer(200, pageWithMeta(params, state.baseUrl + path, 'compliance', campaigns, json));
}

function listVerifications({ state }: Turn, { query, path }: Asked): RestAnswer {
  const params = new RestParams(query, [...PAGING, 'TollfreePhoneNumberSid', 'Status']);
  const { verifications } = state.account;
  const rows = verifications.map((one, index) => ({ ...one, index })).reverse();
  const json = ({ number, status, index }: (typeof rows)[number]) => ({
    sid: `HH${String(index).padStart(32, '0')}`,
    tollfree_phone_number_sid: numberSid(number),
    tollfree_phone_number: number,
    status,
    date_created: new Date(index * 1000).toISOString(),
    date_updated: new Date(index * 1000).toISOString(),
  });
  return jsonAnswer(200, pageWithMeta(params, state.baseUrl + path, 'verifications', rows, json));
}

function find(state: State, sid: string | undefined, path: string): MessagingService {
  const service = state.account.services.find(one => one.sid === sid);
  if (service === undefined) throw notFound(path);
  return service;
}

function serviceJson(service: MessagingService): unknown {
  return {
    sid: service.sid,
    friendly_name: service.name,
    inbound_request_url: service.inboundUrl,
    inbound_method: 'POST',
    use_inbound_webhook_on_number: service.useNumbersOwn,
    us_app_to_person_registered: service.campaigns.some(({ status }) => status === 'VERIFIED'),
    usecase: 'undeclared',
  };
}
