import { AUDIT_CODES, type AuditGroup } from '../../core/rules/audit-codes.ts';
import { did, say } from './say.ts';

/** What is asked of the log; what is left out fits every row. */
export interface Wanted {
  who?: string;
  what?: string;
  about?: string;
  from?: string;
  to?: string;
}

interface Props {
  people: readonly { id: string; name: string }[];
  wanted: Wanted;
  choose: (wanted: Wanted) => void;
}

export function Filter({ people, wanted, choose }: Props) {
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const chosen = [...fields].filter(([, value]) => value !== '');
    const about = wanted.about === undefined ? {} : { about: wanted.about };
    choose({ ...(Object.fromEntries(chosen) as Wanted), ...about });
  };
  return (
    <form class="audit-filter" onSubmit={onSubmit}>
      <label>
        <span>{say('who')}</span>
        <select name="who">
          <option value="">{say('anybody')}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value="command">{say('command')}</option>
          <option value="nobody">{say('nobody')}</option>
        </select>
      </label>
      <label>
        <span>{say('what')}</span>
        <select name="what">
          <option value="">{say('anything')}</option>
          {(Object.keys(AUDIT_CODES) as AuditGroup[]).map(group => (
            <optgroup key={group} label={say(`group_${group}`)}>
              {AUDIT_CODES[group].map(code => (
                <option key={code} value={code}>
                  {did(code)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <label>
        <span>{say('from_day')}</span>
        <input type="date" name="from" />
      </label>
      <label>
        <span>{say('to_day')}</span>
        <input type="date" name="to" />
      </label>
      <button type="submit" class="main">
        {say('show')}
      </button>
    </form>
  );
}
