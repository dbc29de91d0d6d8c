// node scripts/train.mjs JAR CACHE: starts the server once on an empty data folder, asks for the first page, and
// ends it, so that the JVM writes what it found out into CACHE.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const SECONDS = 300;
const PAGES = ["/", "/api/v1/me", "/actuator/health"];
const [jar, cache] = process.argv.slice(2);
const { JAVA_HOME, PATH, HOME, LANG } = process.env;
const folder = await mkdtemp(join(tmpdir(), "muster-start-"));
// Nothing of the operator's settings: neither his database nor his ports.
const server = spawn(join(JAVA_HOME, "bin", "java"), [`-XX:AOTCacheOutput=${cache}`, "-jar", jar], {
  cwd: folder,
  env: {
    PATH,
    HOME,
    ...(LANG === undefined ? {} : { LANG }),
    MUSTER_DATA: join(folder, "data"),
    MUSTER_ADDRESS: "127.0.0.1",
    MUSTER_PORT: "0",
    MUSTER_MAIL_SMTP_PORT: "0",
    MUSTER_MAIL_SUBMISSION_PORT: "0",
    MUSTER_MAIL_SUBMISSIONS_PORT: "0",
    MUSTER_MAIL_IMAP_PORT: "0",
    MUSTER_MAIL_IMAPS_PORT: "0",
  },
  stdio: ["ignore", "pipe", "pipe"],
});
const ended = once(server, "exit");
const said = [];
server.stderr.on("data", (text) => said.push(text));
const lines = createInterface({ input: server.stdout });
const late = setTimeout(() => server.kill("SIGKILL"), SECONDS * 1000);
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => server.kill("SIGKILL"));
}
lines.on("line", async (line) => {
  said.push(`${line}\n`);
  const address = /^Muster is ready: (\S+)/.exec(line)?.[1];
  if (address !== undefined) {
    for (const page of PAGES) {
      await fetch(address + page)
        .then((answer) => answer.arrayBuffer())
        .catch(() => {});
    }
    server.kill("SIGTERM");
  }
});
await ended;
clearTimeout(late);
await rm(folder, { recursive: true, force: true, maxRetries: 5 });
if (!existsSync(cache)) {
  console.error(said.join("").split("\n").slice(-20).join("\n"));
  process.exitCode = 1;
}
