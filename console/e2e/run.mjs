// npm run e2e [-- FILE...]: every journey, or the files named, against freshly started servers.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { startServer } from "./server.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const results = resolve(here, "../test-results");
const jar = process.env.MUSTER_JAR;
if (jar === undefined || !existsSync(jar)) {
  console.error("MUSTER_JAR must name the packaged server: make check builds and passes it.");
  process.exit(64);
}

// The set-up journey needs a server that nobody set up yet; the others set up what they need.
const specs = (await readdir(here)).filter((name) => name.endsWith(".spec.mjs")).sort();
const first = specs.filter((name) => name === "setup.spec.mjs");
const others = specs.filter((name) => name !== "setup.spec.mjs");
const named = process.argv.slice(2).map((name) => resolve(name));
const paths = (/** @type {string[]} */ names) => names.map((name) => join(here, name));
// Node sorts the files of one run by name, so the first has a run of its own.
const runs = named.length > 0 ? [named] : [paths(first), paths(others)];

// Mail that a journey writes arrives; where others look at what a server would send, it is held.
const MAILING = [
  "invitation-mail.spec.mjs",
  "mail-service.spec.mjs",
  "offboarding.spec.mjs",
  "webmail.spec.mjs",
];
const isMailing = (/** @type {string} */ file) => MAILING.includes(basename(file));

await rm(results, { recursive: true, force: true });
await mkdir(results, { recursive: true });
await runAll(
  runs.map((files) => files.filter((file) => !isMailing(file))),
  { hasMail: false, log: "server.log" },
);
await runAll([runs.flat().filter(isMailing)], { hasMail: true, log: "server-with-mail.log" });

/**
 * @param {readonly string[][]} all
 * @param {{ hasMail: boolean, log: string }} options
 */
async function runAll(all, { hasMail, log: name }) {
  const wanted = all.filter((files) => files.length > 0);
  if (wanted.length === 0) {
    return;
  }
  const log = join(results, name);
  const server = await startServer(resolve(jar ?? ""), log, { hasMail }).catch(async (error) => {
    console.error(error.message);
    if (existsSync(log)) {
      console.error(`Its last lines (all of them: ${log}):`);
      console.error((await readFile(log, "utf8")).split("\n").slice(-40).join("\n"));
    }
    process.exit(70);
  });
  try {
    for (const files of wanted) {
      process.exitCode = Math.max(Number(process.exitCode ?? 0), await run(files, server));
    }
  } finally {
    await server.stop();
  }
}

/**
 * @param {string[]} files
 * @param {import("./server.mjs").RunningServer} server
 * @returns {Promise<number>} the exit code of Node's test runner
 */
async function run(files, server) {
  const options = ["--test", "--test-reporter=spec", "--test-concurrency=1", ...files];
  const tests = spawn(process.execPath, options, {
    stdio: "inherit",
    env: {
      ...process.env,
      ...server.environment,
      MUSTER_ADDRESS: server.address,
      MUSTER_SETUP_LINK: server.setupLink,
      MUSTER_RESULTS: results,
    },
  });
  const interrupt = () => tests.kill("SIGINT");
  const terminate = () => tests.kill("SIGTERM");
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", terminate);
  const [code] = await once(tests, "exit");
  process.off("SIGINT", interrupt);
  process.off("SIGTERM", terminate);
  return code ?? 1;
}
