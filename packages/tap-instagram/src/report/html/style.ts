/** Light and dark by the system, and nothing that is fetched from elsewhere. */
export const style = `
:root { color-scheme: light dark; --back: #fff; --text: #1b1f24; --soft: #57606a; --line: #d0d7de; --raised: #f6f8fa;
  --blue: #0a5cc2; --area: #b6d4fb; --red: #c0212f; --good: #12703a; --warn: #8a5300; }
@media (prefers-color-scheme: dark) { :root { --back: #0f1318; --text: #e6edf3; --soft: #a3adb8; --line: #3a434e; --raised: #1a2028;
  --blue: #6cb0ff; --area: #1f4a7d; --red: #ff7b80; --good: #58c983; --warn: #e3b341; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; background: var(--back); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
p, ol, ul { margin: .5rem 0; } ol, ul { padding-left: 1.5rem; }
.soft, .unit, caption { color: var(--soft); } a { color: var(--blue); }
.outcome { font-weight: 600; } .good { color: var(--good); } .bad { color: var(--red); } .warn { color: var(--warn); }
.box { border-left: .25rem solid var(--blue); background: var(--raised); padding: .5rem 1rem; } ol.box { padding-left: 2.25rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: .5rem 0; }
dt { color: var(--soft); } dd { margin: 0; }
.scroll { overflow-x: auto; } .scroll:focus-visible, summary:focus-visible, a:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; overflow-wrap: normal; }
caption { text-align: left; padding: .25rem 0; }
th, td { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td:not(.number) { min-width: 9rem; } h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tbody tr:last-child th, tbody tr:last-child td { border-bottom: 0; }
.bad-number { color: var(--red); font-weight: 600; }
figure { margin: 1rem 0; } figcaption { margin-bottom: .5rem; }
.track { display: grid; grid-template: auto 7.5rem / 3rem 1fr; column-gap: .5rem; margin-bottom: .75rem; }
.name { grid-column: 2; font-size: .875rem; } .unit { margin-left: .5rem; }
.axis { position: relative; grid-column: 1; font-size: .75rem; color: var(--soft); }
.axis span { position: absolute; right: 0; transform: translateY(-50%); }
svg { grid-column: 2; width: 100%; height: 100%; overflow: visible; }
.grid { stroke: var(--line); fill: none; vector-effect: non-scaling-stroke; }
.area { fill: var(--area); } .line { stroke: var(--blue); stroke-width: 2; fill: none; vector-effect: non-scaling-stroke; }
.bar { fill: var(--blue); } .among { fill: var(--red); }
.times { position: relative; height: 1.25rem; margin-left: 3.5rem; font-size: .75rem; color: var(--soft); }
.times span { position: absolute; transform: translateX(-50%); white-space: nowrap; }
.times span:first-child { transform: none; } .times span:last-child { transform: translateX(-100%); }
summary { cursor: pointer; padding: .25rem 0; color: var(--blue); }
.reason { display: grid; grid-template-columns: minmax(8rem, 16rem) 1fr max-content; gap: .5rem; align-items: center; margin: .25rem 0; font-size: .875rem; }
.reason svg { grid-column: auto; height: 1rem; }
@media (max-width: 30rem) { .reason { grid-template-columns: 1fr max-content; } .reason svg { grid-column: 1 / -1; grid-row: 2; } }
@media print { details { display: none; } }
`;
