/** One of several things. */
export function Select<One extends string>(props: {
  label: string;
  options: readonly One[];
  words: (one: One) => string;
  value: One;
  choose: (one: One) => void;
}) {
  const { label, options, words, value, choose } = props;
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={event => choose(options[event.currentTarget.selectedIndex] ?? value)}>
        {options.map(one => (
          <option key={one} value={one}>
            {words(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
