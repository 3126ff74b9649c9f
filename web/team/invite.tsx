import { useSignal } from '@preact/signals';
import { RoleChoice } from './role-choice.tsx';
import { invite, type Role, said, say, type Team } from './team-state.ts';

/** Makes a link by which one person may join. */
export function Invite({ staff }: { staff: Team['staff'] }) {
  const busy = useSignal(false);
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy.value) return;
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    const text = (name: string) => String(fields.get(name) ?? '');
    busy.value = true;
    const whom = { email: text('email'), name: text('name'), role: text('role') as Role };
    const done = await invite({ ...whom, staff: text('staff') || null });
    busy.value = false;
    if (done) form.reset();
    else form.querySelector('input')?.focus();
  };
  return (
    <form class="invite" onSubmit={onSubmit} aria-labelledby="invite">
      <label>
        <span>{say('invite_name')}</span>
        <input name="name" required maxLength={60} autoComplete="off" />
      </label>
      <label>
        <span>{say('invite_email')}</span>
        <input name="email" type="email" required maxLength={254} autoComplete="off" />
      </label>
      <RoleChoice value="staff" />
      <label>
        <span>{say('invite_staff')}</span>
        <select name="staff">
          <option value="">{say('invite_staff_nobody')}</option>
          {staff.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {said.value?.wrong && <p class="wrong">{said.value.sentence}</p>}
      <button type="submit" class="main" aria-disabled={busy.value}>
        {say('invite_send')}
      </button>
    </form>
  );
}
