import { type Aim, rounded } from './figures.ts';
import type { Report } from './report.ts';

interface Chart {
  title: string;
  /** Ids of figures, with what each is called here; what begins with `Second Ring` is drawn as ours. */
  bars: readonly (readonly [id: string, name: string])[];
}

const CHARTS: readonly Chart[] = [
  {
    title: 'Missed-call webhook: answers a second',
    bars: [
      ['webhook.per_second.app', 'Second Ring'],
      ['webhook.per_second.express', 'Express, one plain row'],
      ['webhook.per_second.bare', 'bare Hono, nothing kept'],
    ],
  },
  {
    title: 'The same at 50 calls a second: p99',
    bars: [
      ['webhook.p99.app', 'Second Ring'],
      ['webhook.p99.express', 'Express, one plain row'],
      ['webhook.p99.bare', 'bare Hono, nothing kept'],
    ],
  },
  {
    title: 'Durable on the disk: p50',
    bars: [
      ['commit.p50', 'Second Ring, one commit'],
      ['commit.fdatasync.p50', 'one fdatasync of 4 KiB'],
    ],
  },
  {
    title: 'From missed to the carrier being asked: p50',
    bars: [
      ['sending.p50.alone', 'Second Ring'],
      ['sending.p50.redis', 'Second Ring with Redis'],
      ['sweep.texts.p50', 'Second Ring with 100,000 effects due'],
    ],
  },
  {
    title: 'Webhook throughput as the database grows',
    bars: [
      ['growth.per_second.few', 'Second Ring after 1,000 calls'],
      ['growth.per_second.many', 'Second Ring after 100,000 calls'],
    ],
  },
];

const TITLE = 'Main figures of a run as bars, their aims as upright lines';

/** In the picture's own units. At 320 pixels its letters are still eleven high. */
const WIDTH = 400;
const EDGE = 14;
const LINE = 20;
const BAR = 9;
const ROW = LINE + BAR + 7;
const GAP = 18;

/** A page may be light or dark whatever the system prefers, so the picture brings its own ground. */
const STYLE = `
.ground { fill: #ffffff }
text { font: 14px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600 }
.number { text-anchor: end }
.bar { fill: #848d97 }
.own { fill: #0a6e5c }
.aim { stroke: #1f2328; stroke-width: 2 }
@media (prefers-color-scheme: dark) {
  .ground { fill: #161b22 }
  text { fill: #e6edf3 }
  .bar { fill: #6e7681 }
  .own { fill: #3fb59b }
  .aim { stroke: #e6edf3 }
}`;

/** A run's main figures as an SVG: each as a bar, longer for more, and an upright line where its aim is. */
export function drawChart(report: Report): string {
  let y = EDGE;
  const drawn: string[] = [];
  for (const chart of CHARTS) {
    const bars = barsOf(chart, report);
    if (bars.length === 0) continue;
    drawn.push(drawGroup(chart.title, bars, y));
    y += LINE + bars.length * ROW + GAP;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}">
<title>${TITLE}</title>
<style>${STYLE}
</style>
<rect class="ground" width="${WIDTH}" height="${y}" rx="8"/>
${drawn.join('\n')}
</svg>
`;
}

interface Bar {
  name: string;
  value: number;
  unit: string;
  aim: number | null;
}

/** What was not measured is left out. */
function barsOf({ bars }: Chart, { figures }: Report): Bar[] {
  return bars.flatMap(([id, name]) => {
    const figure = figures.find(one => one.id === id);
    if (!figure || figure.value === null) return [];
    return [{ name, value: figure.value, unit: figure.unit, aim: figure.aim ? boundOf(figure.aim) : null }];
  });
}

function boundOf(aim: Aim): number {
  return 'most' in aim ? aim.most : aim.least;
}

function drawGroup(title: string, bars: readonly Bar[], top: number): string {
  const most = Math.max(...bars.flatMap(({ value, aim }) => [value, aim ?? 0]));
  const long = (value: number) => Math.round((value / most) * (WIDTH - 2 * EDGE));
  const rows = bars.map(({ name, value, unit, aim }, n) => {
    const y = top + LINE + n * ROW;
    const own = name.startsWith('Second Ring') ? ' own' : '';
    const number = `${rounded(value).toLocaleString('en')} ${unit}`;
    const x = EDGE + long(aim ?? 0);
    return [
      `<text x="${EDGE}" y="${y + 14}">${name}</text>`,
      `<text class="number" x="${WIDTH - EDGE}" y="${y + 14}">${number}</text>`,
      `<rect class="bar${own}" x="${EDGE}" y="${y + LINE}" width="${long(value)}" height="${BAR}" rx="2"/>`,
      ...(aim === null
        ? []
        : [`<line class="aim" x1="${x}" x2="${x}" y1="${y + LINE - 4}" y2="${y + LINE + BAR + 4}"/>`]),
    ].join('\n');
  });
  return [`<text class="title" x="${EDGE}" y="${top + 14}">${title}</text>`, ...rows].join('\n');
}
