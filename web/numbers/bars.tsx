interface BarsProps {
  title: string;
  /** What is said when there are no rows. */
  none: string;
  columns: readonly [name: string, count: string];
  rows: readonly { name: string; count: number }[];
}

/** Counts as a table, each with a bar beside it as long as its share of the greatest. */
export function Bars({ title, none, columns, rows }: BarsProps) {
  const most = Math.max(1, ...rows.map(row => row.count));
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 && <p>{none}</p>}
      {rows.length > 0 && (
        <table class="bars">
          <thead>
            <tr>
              <th scope="col">{columns[0]}</th>
              <th scope="col">{columns[1]}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, count }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{count}</td>
                <td>
                  <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                    <rect width={(count / most) * 100} height="10" />
                  </svg>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
