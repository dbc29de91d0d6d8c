// make bench [-- OPTION...]: measures the packaged server against the goals. Options: docs/benchmarks.md.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { acts } from "./acts.mjs";
import { Client } from "./client.mjs";
import { connect } from "./database.mjs";
import { fill } from "./fill.mjs";
import { exports, imports } from "./imports.mjs";
import { Keycloak } from "./keycloak.mjs";
import { lists } from "./lists.mjs";
import { mail } from "./mail.mjs";
import { page } from "./page.mjs";
import { passwords } from "./passwords.mjs";
import { load, machine, write } from "./results.mjs";
import { s4 } from "./s4.mjs";
import { s8 } from "./s8.mjs";
import { clearText, hashes } from "./secrets.mjs";
import { startServer } from "./server.mjs";
import { starts } from "./start.mjs";
import { reports, workbooks } from "./workbooks.mjs";

const { values: options } = parseArgs({
  options: {
    users: { type: "string", default: "10000,100000" },
    only: { type: "string", default: "P4,P7,P10,P8,P1,P9" },
    name: { type: "string", default: "bench" },
    port: { type: "string", default: "18200" },
    samples: { type: "string", default: "100" },
    keycloak: { type: "boolean", default: false },
    data: { type: "string" },
  },
});
const SIZES = { "10k": 10_000, "100k": 100_000, "1M": 1_000_000 };
const sizes = options.users.split(",").map((size) => SIZES[size] ?? Number(size));
const wanted = new Set(options.only.toUpperCase().split(","));
const jar = resolve(process.env.MUSTER_JAR ?? "");
if (!existsSync(jar) || !jar.endsWith(".jar")) {
  console.error("MUSTER_JAR must name the packaged server: make bench builds and passes it.");
  process.exit(64);
}

const administrator = {
  organization: "Bench",
  firstName: "Ann",
  lastName: "Fisher",
  address: "ann@bench.example",
  password: "a long sentence of the bench",
};

/** Signs in, after setting the instance up where it is new. */
async function enter(server) {
  const client = new Client(server.address);
  await client.raw("GET", "/api/v1/me");
  const token = server.setupToken();
  if (token !== undefined) {
    await client.post("/api/v1/setup", { token, ...administrator });
  }
  await client.signIn(administrator.address, administrator.password);
  return client;
}

/** A tree of units, three deep, so that the filled users have places. */
async function plant(client, organization) {
  const path = `/api/v1/organizations/${organization}/units`;
  for (let a = 1; a <= 5; a++) {
    const area = await client.post(path, { name: `Area ${a}` });
    for (let b = 1; b <= 5; b++) {
      const region = await client.post(path, { name: `Region ${a}.${b}`, parentId: area.id });
      for (let c = 1; c <= 4; c++) {
        await client.post(path, { name: `Team ${a}.${b}.${c}`, parentId: region.id });
      }
    }
  }
}

let keycloak;
const folder = options.data
  ? resolve(options.data)
  : await mkdtemp(join(tmpdir(), "muster-bench-"));
await mkdir(folder, { recursive: true });
const server = await startServer(jar, folder, { port: Number(options.port) });
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, async () => {
    await keycloak?.stop();
    await server.stop();
    process.exit(130);
  });
}
const client = await enter(server);
const owner = await connect(server.data);
const organization = (await client.get("/api/v1/me")).organizations[0].id;
const report = {
  date: new Date().toISOString(),
  commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim(),
  machine: await machine(owner),
  rows: [],
};
const results = join(import.meta.dirname, "results");

async function measure(id, benchmark, context) {
  if (!wanted.has(id)) {
    return;
  }
  console.log(`${id} ${context.users ?? ""} ...`);
  for (const row of await benchmark({
    ...context,
    client,
    owner,
    organization,
    server,
    jar,
    folder,
    administrator,
    keycloak,
    samples: Number(options.samples),
  })) {
    report.rows.push({ id: row.id ?? id, ...row, load: load() });
    console.log(
      `  ${row.work}: ${row.own.p50.toPrecision(3)} ${row.unit}${row.ratio === undefined ? "" : `, ratio ${row.ratio.toPrecision(3)}`}`,
    );
  }
  await write(results, options.name, report);
}

try {
  if (options.keycloak) {
    keycloak = await Keycloak.prepare(
      join(import.meta.dirname, "work"),
      Number(options.port) + 10,
      owner,
    );
    report.machine.keycloak = keycloak.version;
    await keycloak.start();
  }
  const { rows } = await owner.query(
    "SELECT count(*)::int AS n FROM users WHERE address LIKE '%@fill.example'",
  );
  let filled = rows[0].n;
  if (filled === 0) {
    await plant(client, organization);
  }
  for (const users of sizes) {
    if (filled < users) {
      await fill(owner, organization, filled, users);
      filled = users;
    }
    if (wanted.has("P4")) {
      await keycloak?.fill((database) => connect(server.data, database), owner, organization);
    }
    await measure("P4", lists, { users });
    if (users === sizes.at(-1)) {
      // Before everybody is disabled.
      await measure("P8", passwords, {});
      await measure("P11", mail, {});
    }
    await measure("P7", acts, { users });
    await measure("P10", page, { users });
    await measure("P5", exports, { users });
    await measure("P1", imports, { users });
    await measure("P2", hashes, { users });
    await measure("X2", reports, { users });
  }
  await measure("X1", workbooks, {});
  await measure("P3", clearText, {});
  await measure("S4", s4, {});
  await measure("S8", s8, { port: Number(options.port) + 2 });
  await measure("P9", starts, { port: Number(options.port) + 1 });
  console.log(`written: ${await write(results, options.name, report)}`);
} finally {
  await keycloak?.stop();
  await owner.end();
  client.close();
  await server.stop();
  if (options.data === undefined) {
    await rm(folder, { recursive: true, force: true });
  }
}
