/** The style of an exported page. It stands in the page, so that nothing is fetched; its hash stands in the page's policy. */
export const EXPORT_STYLE = `
:root { color-scheme: light dark; --ink: #1f2528; --quiet: #59646b; --rule: #d9dfe2; --paper: #fff; --theirs: #f2f5f3; --ours: #eef3f8; --accent: #1c6b5a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ecee; --quiet: #a3afb5; --rule: #363f44; --paper: #14191c; --theirs: #1d2523; --ours: #1b242c; --accent: #7fcdb8; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 2.5rem 1.25rem 4rem; color: var(--ink); background: var(--paper); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
header { border-bottom: 1px solid var(--rule); padding-bottom: 1.25rem; }
h1 { margin: 0.25rem 0; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 2.25rem 0 0.75rem; font-size: 1.2rem; }
h3 { margin: 1.75rem 0 0.5rem; font-size: 0.95rem; color: var(--quiet); font-weight: 600; }
p { margin: 0.25rem 0; }
.practice, .made, footer { color: var(--quiet); font-size: 0.9rem; }
.number { font-size: 1.2rem; color: var(--accent); font-weight: 600; }
dl { margin: 0; border-top: 1px solid var(--rule); }
dl div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: 0.45rem 0; border-bottom: 1px solid var(--rule); }
dt { flex: 1 1 14rem; color: var(--quiet); }
dd { flex: 2 1 16rem; margin: 0; }
.plain { list-style: none; margin: 0; padding: 0; }
li { padding: 0.6rem 0.9rem; margin: 0.5rem 0; border: 1px solid var(--rule); border-radius: 0.6rem; break-inside: avoid; }
li.theirs { background: var(--theirs); margin-inline-end: 3rem; }
li.ours { background: var(--ours); margin-inline-start: 3rem; }
li.between { border-style: dashed; }
.what { font-weight: 600; }
time { color: var(--quiet); font-weight: 400; margin-inline-end: 0.4rem; font-variant-numeric: tabular-nums; }
blockquote { margin: 0.35rem 0 0.15rem; white-space: pre-wrap; }
audio { display: block; width: 100%; margin: 0.5rem 0; }
footer { border-top: 1px solid var(--rule); margin-top: 2.5rem; padding-top: 1rem; }
@media (max-width: 30rem) { li.theirs { margin-inline-end: 0; } li.ours { margin-inline-start: 0; } }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; background: #fff; color: #000; } audio { display: none; } h2, h3 { break-after: avoid; } li, li.theirs, li.ours { background: none; } }
`;
