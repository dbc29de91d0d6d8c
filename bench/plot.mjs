// node bench/plot.mjs OUT.svg RESULT.json ...: how each figure grows with the number of users, as a picture. One
// panel a figure, both scales logarithmic; of several results with one size the later counts.
import { readFile, writeFile } from "node:fs/promises";

const [out, ...files] = process.argv.slice(2);
if (out === undefined || files.length === 0) {
  console.error("usage: node bench/plot.mjs OUT.svg RESULT.json ...");
  process.exit(64);
}

const PANEL = { width: 350, height: 190, left: 54, right: 26, top: 34, bottom: 30 };
const COLUMNS = 3;
const HEAD = 46;
const COLOURS = { Muster: "#0066cc", hand: "#8a8d90", Keycloak: "#ca6c0f" };
const DRAWN = new Set(["ms", "s", "/s"]);
const decade = Math.log10;

/** Pages and numbers of users that differ with the size are one figure. */
function figure({ id, work }) {
  const plain = work.replace(/^page [\d,]+$/, "a deep page").replace(/, [\d,]+ users/, "");
  return `${id} ${plain}`;
}

/** @returns {Promise<Map<string, {unit: string, lines: Map<string, Map<number, number>>}>>} */
async function read() {
  const figures = new Map();
  for (const file of files) {
    for (const row of JSON.parse(await readFile(file, "utf8")).rows) {
      if (row.users === undefined || !DRAWN.has(row.unit)) {
        continue;
      }
      const name = figure(row);
      const found = figures.get(name) ?? { unit: row.unit, lines: new Map() };
      figures.set(name, found);
      put(found.lines, "Muster", row.users, row.own);
      put(found.lines, row.peer === "Keycloak" ? "Keycloak" : "hand", row.users, row.theirs);
    }
  }
  return new Map([...figures].filter(([, { lines }]) => lines.get("Muster").size > 1));
}

function put(lines, name, users, measured) {
  if (measured !== undefined) {
    const line = lines.get(name) ?? new Map();
    lines.set(name, line.set(users, measured.p50));
  }
}

const text = (x, y, words, more = "") =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${words.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text>`;
const short = (value) =>
  value >= 1e6 ? `${value / 1e6}M` : value >= 1000 ? `${value / 1000}k` : `${value}`;

function panel(name, { unit, lines }, column, row) {
  const points = [...lines.values()].flatMap((line) => [...line]);
  const [users, values] = [0, 1].map((i) => points.map((point) => point[i]));
  const x0 = decade(Math.min(...users));
  const x1 = decade(Math.max(...users));
  const y0 = Math.floor(decade(Math.min(...values)));
  const y1 = Math.max(y0 + 1, Math.ceil(decade(Math.max(...values))));
  const inner = {
    width: PANEL.width - PANEL.left - PANEL.right,
    height: PANEL.height - PANEL.top - PANEL.bottom,
  };
  const x = (value) => PANEL.left + ((decade(value) - x0) / (x1 - x0)) * inner.width;
  const y = (value) =>
    PANEL.top + inner.height - ((decade(value) - y0) / (y1 - y0)) * inner.height;
  const parts = [text(PANEL.left, 20, `${name} (${unit})`, 'class="name"')];
  for (let power = y0; power <= y1; power++) {
    const at = y(10 ** power);
    parts.push(
      `<path class="grid" d="M${PANEL.left} ${at.toFixed(1)}h${inner.width}"/>`,
      text(PANEL.left - 6, at + 4, short(10 ** power), 'text-anchor="end"'),
    );
  }
  for (const size of new Set(users)) {
    parts.push(text(x(size), PANEL.height - 12, short(size), 'text-anchor="middle"'));
  }
  for (const [who, line] of lines) {
    const sorted = [...line].sort(([one], [other]) => one - other);
    const path = sorted.map(([size, value]) => `${x(size).toFixed(1)} ${y(value).toFixed(1)}`);
    parts.push(`<path d="M${path.join("L")}" fill="none" stroke="${COLOURS[who]}" stroke-width="2"/>`);
    for (const [size, value] of sorted) {
      parts.push(
        `<circle cx="${x(size).toFixed(1)}" cy="${y(value).toFixed(1)}" r="3" fill="${COLOURS[who]}"/>`,
      );
    }
  }
  return `<g transform="translate(${column * PANEL.width} ${HEAD + row * PANEL.height})">${parts.join("")}</g>`;
}

const figures = [...(await read())];
const rows = Math.ceil(figures.length / COLUMNS);
const [width, height] = [COLUMNS * PANEL.width, HEAD + rows * PANEL.height];
const legend = [
  ["Muster", "Muster", 0],
  ["hand", "the same by hand: SQL, COPY or UPDATE", 90],
  ["Keycloak", "Keycloak's admin API", 350],
].map(([who, words, at]) => {
  const x = PANEL.left + at;
  return `<circle cx="${x}" cy="20" r="4" fill="${COLOURS[who]}"/>${text(x + 10, 24, words)}`;
});
await writeFile(
  out,
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<title>Growth with the number of users</title>
<style>text{font:11px sans-serif;fill:#4d4d4d}.name{font-weight:bold;fill:#151515}.grid{stroke:#d2d2d2}</style>
<rect width="${width}" height="${height}" fill="#fff"/>
${legend.join("\n")}
${figures.map(([name, one], i) => panel(name, one, i % COLUMNS, Math.floor(i / COLUMNS))).join("\n")}
</svg>
`,
);
console.log(`written: ${out}`);
