import type { DeskTexts } from '../core/texts/desk/shape.ts';
import { say } from './words.ts';

/** One of several things, each said by the desk's word of its name. */
export function Select<One extends keyof DeskTexts>(props: {
  label: string;
  options: readonly One[];
  value: One;
  choose: (one: One) => void;
}) {
  const { label, options, value, choose } = props;
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={event => choose(options[event.currentTarget.selectedIndex] ?? value)}>
        {options.map(one => (
          <option key={one} value={one}>
            {say(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
