import { ROLES, type Role, say } from './team-state.ts';

/** What somebody may do, each role with what that means. */
export function RoleChoice({ value }: { value: Role }) {
  return (
    <label>
      <span>{say('role')}</span>
      <select name="role">
        {ROLES.map(role => (
          <option key={role} value={role} selected={role === value}>
            {say(role)}: {say(`role_${role}_does`)}
          </option>
        ))}
      </select>
    </label>
  );
}
