/** A family of metrics, with the value of each of its samples by its labels as they are written. */
export interface Family {
  type: string;
  samples: Map<string, number>;
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABELS = /^[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*"(?:,[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*")*$/;

/**
 * Reads Prometheus' text format as strictly as its page has it (prometheus.io/docs/instrumenting/exposition_formats), with
 * what `promtool check metrics` asks beside: a help for each family, and counters that end in `_total`. Throws an Error.
 */
export function families(written: string): Map<string, Family> {
  const all = new Map<string, Family>();
  const fail = (why: string, line: string) => {
    throw new Error(`${why}: ${line}`);
  };
  if (!written.endsWith('\n')) fail('no line break at the end', written.slice(-20));
  let helped = '';
  let current = '';
  for (const line of written.slice(0, -1).split('\n')) {
    const [, keyword, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (keyword === 'HELP') {
      if (all.has(name) || !NAME.test(name)) fail('a family begins twice or has no name', line);
      helped = name;
    } else if (keyword === 'TYPE') {
      if (name !== helped || all.has(name)) fail('a type without its help', line);
      if (!['gauge', 'counter'].includes(rest)) fail('no such type', line);
      if (rest === 'counter' && !name.endsWith('_total')) fail('a counter without _total', line);
      all.set(name, { type: rest, samples: new Map() });
      current = name;
    } else {
      const [, of = '', labels = '', value = ''] =
        /^([^\s{]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? fail('no sample', line) ?? [];
      const family = all.get(of);
      if (!family || of !== current) return fail('a sample outside of its family', line);
      if (labels !== '' && !LABELS.test(labels)) fail('labels that are none', line);
      if (family.samples.has(labels)) fail('the same sample twice', line);
      if (!/^[+-]?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i.test(value)) fail('no number', line);
      if (family.type === 'counter' && Number(value) < 0) fail('a counter below zero', line);
      family.samples.set(labels, Number(value));
    }
  }
  for (const [name, { samples }] of all) if (samples.size === 0) fail('a family without a sample', name);
  return all;
}
