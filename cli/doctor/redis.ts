import { found } from '../../core/rules/doctor/findings.ts';
import type { HereCheck } from './here-check.ts';

export const redis: HereCheck = {
  name: 'redis',
  async run({ reading, signal }) {
    if (!('config' in reading)) return [];
    const { redis: configured } = reading.config;
    if (configured === null) return [found('redis_not_used')];
    const { askRedis } = await import('../../core/queue/ask-redis.ts');
    const answer = await askRedis(configured.url, signal);
    if (answer.answers) {
      const { policy } = answer;
      return [
        policy === null || policy === 'noeviction'
          ? found('redis_answers')
          : found('redis_evicts', { policy }),
      ];
    }
    return [found(answer.locked ? 'redis_locked' : 'redis_silent', { error: answer.error })];
  },
};
