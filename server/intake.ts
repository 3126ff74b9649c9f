import { formSent } from '../core/flows/form-sent.ts';
import { findFormLink } from '../core/store/form-links.ts';
import type { ServerDeps } from './deps.ts';
import type { IntakePort } from './pages/intake-port.ts';

/** The pages' way into the system: looking up a link only reads, sending is a flow. */
export function createIntake({ store, config, clock }: ServerDeps): IntakePort {
  return {
    async openLink(token) {
      const link = await findFormLink(store.read, token);
      if (!link) return null;
      const contact = await store.read
        .selectFrom('contacts')
        .select('language')
        .where('id', '=', link.contact_id)
        .executeTakeFirstOrThrow();
      const open = link.expires_at > clock.now().epochMilliseconds;
      return { state: open ? 'open' : 'expired', language: contact.language };
    },
    async submit(form) {
      const { outcome, crisis } = await store.write(tx => formSent(tx, config(), form));
      return { outcome, crisis, language: form.language };
    },
  };
}
