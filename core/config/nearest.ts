/** The known word closest to a mistyped one, if it is close enough to be meant. */
export function nearest(word: string, known: Iterable<string>): string | null {
  const wanted = simplified(word);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of known) {
    const distance = editDistance(wanted, simplified(candidate), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `Did you mean ...?` when there is something to mean. */
export function didYouMean(word: string, known: Iterable<string>): { hint?: string } {
  const meant = nearest(word, known);
  return meant === null ? {} : { hint: `did you mean "${meant}"?` };
}

function simplified(word: string): string {
  return word
    .slice(0, 60)
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
}

/** Letters inserted, left out, exchanged, or swapped with their neighbour; stops counting at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const exchange = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, exchange);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, at(beforeLast, j - 2) + 1);
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
