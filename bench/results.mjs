// Writes what was measured: a file for programs and a table for people. Nothing names the machine.
import { spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { java } from "./server.mjs";

const round = (value) =>
  value === undefined ? "" : Number(value.toPrecision(3)).toLocaleString("en");
const count = (users) => (users === undefined ? "" : users.toLocaleString("en"));

export async function machine(owner, keycloak) {
  // Java tells its version on the error stream.
  const version = spawnSync(java, ["-version"], { encoding: "utf8" }).stderr;
  const { rows } = await owner.query("SHOW server_version");
  return {
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    cpu: /model name\s*:\s*(.*)/.exec(await readFile("/proc/cpuinfo", "utf8"))?.[1],
    java: `Java ${/"([^"]+)"/.exec(version)?.[1]}`,
    postgresql: rows[0].server_version,
    node: process.versions.node,
    keycloak: keycloak?.version,
  };
}

export const load = () => Number(loadavg()[0].toFixed(1));

function line({ id, work, users, own, unit, peer, theirs, ratio, ratioOf, goal, load: busy }) {
  const peerTime =
    theirs === undefined
      ? ""
      : `${round(theirs.p50)}${theirs.p95 === undefined ? "" : ` / ${round(theirs.p95)}`}`;
  const ownTime = `${round(own.p50)}${own.p95 === undefined ? "" : ` / ${round(own.p95)}`} ${unit}`;
  const share =
    ratio === undefined ? "" : `${round(ratio)}${ratioOf === undefined ? "" : ` (${ratioOf})`}`;
  return `| ${id} | ${work} | ${count(users)} | ${ownTime} | ${own.samples} | ${peer ?? ""} | ${peerTime} | ${share} | ${goal ?? ""} | ${busy} |`;
}

/** Writes both files anew; called after each benchmark, so that a run cut short leaves what it has. */
export async function write(folder, name, report) {
  await mkdir(folder, { recursive: true });
  const base = join(folder, `${report.date.slice(0, 10)}-${name}`);
  await writeFile(`${base}.json`, `${JSON.stringify(report, null, 2)}\n`);
  const { cores, memoryGiB, cpu, java: jdk, postgresql, node, keycloak } = report.machine;
  const software = [
    jdk,
    `PostgreSQL ${postgresql}`,
    `Node ${node}`,
    keycloak && `Keycloak ${keycloak}`,
  ];
  const text = [
    `# ${report.date.slice(0, 10)}, ${name}`,
    "",
    `${cores} cores (${cpu}), ${memoryGiB} GiB; ${software.filter(Boolean).join(", ")}. Muster ${report.commit}, heap 512 MB.`,
    "Median / 95th percentile where there are enough samples. A ratio is Muster's figure divided by its peer's, both taken",
    "in turns in this run. Load: the machine's load average when the row was done; the benchmark itself makes 1 to 2.",
    "",
    "| | work | users | Muster | samples | peer | peer's | ratio | goal | load |",
    "|---|---|---|---|---|---|---|---|---|---|",
    ...report.rows.map(line),
    "",
  ];
  await writeFile(`${base}.md`, text.join("\n"));
  return `${base}.md`;
}
