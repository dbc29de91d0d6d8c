// Starts and stops the packaged server on a data folder of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync } from "node:fs";
import { readFile, readlink, readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

const START_SECONDS = 300;
const STOP_SECONDS = 90;

export const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin", "java") : "java";

/** Where it says that mail is. */
const MAIL =
  /^Mail: SMTP \S+:(?<smtp>\d+), .*IMAP \S+:(?<imap>\d+) and by TLS \S+:(?<imaps>\d+)/;

/** How an operator with little memory would start it. */
export const HEAP = "-Xmx512m";

/** What make run recorded of a start, if it did. */
const recorded = (jar) => {
  const cache = jar.replace(/\.jar$/, ".aot");
  return existsSync(cache) ? [`-XX:AOTCache=${cache}`] : [];
};

/** Starts the jar; `ready` is the time from the first instruction to "Muster is ready", in ms. */
export async function startServer(jar, data, { port = 0, options = [HEAP], log } = {}) {
  const begun = performance.now();
  const child = spawn(java, [...recorded(jar), ...options, "-jar", jar], {
    cwd: data,
    env: {
      ...process.env,
      MUSTER_DATA: join(data, "data"),
      MUSTER_PORT: String(port),
      // The client is one address and sends as fast as it can.
      MUSTER_MAIL_RECIPIENTS_PER_MINUTE: "1000000000",
      MUSTER_MAIL_SMTP_PORT: "0",
      MUSTER_MAIL_SUBMISSION_PORT: "0",
      MUSTER_MAIL_SUBMISSIONS_PORT: "0",
      MUSTER_MAIL_IMAP_PORT: "0",
      MUSTER_MAIL_IMAPS_PORT: "0",
      // S4 asks more often than anybody may.
      MUSTER_REGISTRATION_HOURLY: "100000",
      MUSTER_REGISTRATION_HOURLY_OF_NETWORK: "1000",
      MUSTER_INVITATIONS_HOURLY: "100000",
      MUSTER_INVITATIONS_HOURLY_OF_ONE: "100000",
      MUSTER_INVITATIONS_PENDING: "100000",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = createWriteStream(log ?? join(data, "server.log"));
  child.stderr.pipe(output);
  const lines = createInterface({ input: child.stdout });
  const facts = { setupToken: undefined, mail: undefined };
  const address = await new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error("the server isn't ready")),
      START_SECONDS * 1000,
    );
    lines.on("line", (line) => {
      output.write(`${line}\n`);
      facts.mail ??= MAIL.exec(line)?.groups;
      facts.setupToken ??= /^Set up this instance: \S+token=(\S+)/.exec(line)?.[1];
      const ready = /^Muster is ready: (\S+)/.exec(line)?.[1];
      if (ready !== undefined) {
        clearTimeout(late);
        resolve(ready);
      }
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return {
    address,
    pid: child.pid,
    data: join(data, "data"),
    begun,
    ready: performance.now() - begun,
    setupToken: () => facts.setupToken,
    mail: () =>
      Object.fromEntries(Object.entries(facts.mail).map(([name, port]) => [name, Number(port)])),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, "exit");
        child.kill("SIGTERM");
        const impatience = setTimeout(() => child.kill("SIGKILL"), STOP_SECONDS * 1000);
        await ended;
        clearTimeout(impatience);
      }
    },
  };
}

/** Resident memory in MiB: the process itself, and PostgreSQL's without counting shared pages twice. */
export async function memory(pid, cluster) {
  return { process: await resident(pid), database: await database(cluster) };
}

async function resident(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
}

async function database(cluster) {
  let sum = 0;
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    try {
      if ((await readlink(`/proc/${pid}/cwd`)) === cluster) {
        const shares = await readFile(`/proc/${pid}/smaps_rollup`, "utf8");
        sum += Number(/^Pss:\s+(\d+)/m.exec(shares)[1]) / 1024;
      }
    } catch {
      // Ended while we looked.
    }
  }
  return sum;
}
