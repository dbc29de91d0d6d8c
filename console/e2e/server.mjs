import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort, startNameServer } from "./name-server.mjs";

const START_SECONDS = 240;
const STOP_SECONDS = 30;

/** Free ones, whatever else runs on this machine. */
const MAIL_PORTS = {
  MUSTER_MAIL_SMTP_PORT: "0",
  MUSTER_MAIL_SUBMISSION_PORT: "0",
  MUSTER_MAIL_SUBMISSIONS_PORT: "0",
  MUSTER_MAIL_IMAP_PORT: "0",
  MUSTER_MAIL_IMAPS_PORT: "0",
};

/**
 * @typedef {object} RunningServer
 * @property {string} address where the console is
 * @property {string} setupLink makes the first administrator, once
 * @property {Record<string, string>} environment by which a journey finds the name server that it asks, and IMAP
 * @property {() => Promise<void>} stop ends the server and removes its data
 */

/**
 * Starts the packaged server as an operator would: an empty data folder, a free port, and loopback open for
 * the mail relay that a journey plays. Without mail, what it sends to users is held, to be looked at.
 *
 * @param {string} jar
 * @param {string} log the file that takes its output
 * @param {{ hasMail?: boolean }} [options]
 * @returns {Promise<RunningServer>}
 */
export async function startServer(jar, log, { hasMail = false } = {}) {
  const data = await mkdtemp(join(tmpdir(), "muster-journeys-"));
  const names = await startNameServer();
  // A journey that reads mail as a mail program does has to know where.
  const reading = { MUSTER_MAIL_IMAPS_PORT: String(await freePort()) };
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin", "java") : "java";
  const child = spawn(java, ["-jar", jar], {
    cwd: data,
    env: {
      ...process.env,
      MUSTER_DATA: join(data, "data"),
      // For journeys the name says where the server is; for a server, where it listens.
      MUSTER_ADDRESS: "127.0.0.1",
      MUSTER_PORT: "0",
      MUSTER_MAIL_ENABLED: String(hasMail),
      // Under a name mail may leave; nobody takes it, for the name server of journeys knows one zone only.
      ...(hasMail ? { MUSTER_MAIL_HOSTNAME: "mail.acme.example" } : {}),
      ...MAIL_PORTS,
      ...reading,
      MUSTER_DNS_SERVER: names.address,
      MUSTER_OUTGOING_ALLOWED_NETWORKS: "127.0.0.0/8",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = createWriteStream(log);
  child.stdout.pipe(output);
  child.stderr.pipe(output);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      const impatience = setTimeout(() => child.kill("SIGKILL"), STOP_SECONDS * 1000);
      await ended;
      clearTimeout(impatience);
    }
    await names.stop();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const setupLink = await lineOf(child, /^Set up this instance: (http\S+)/);
    return {
      address: new URL(setupLink).origin,
      setupLink,
      environment: { ...names.environment, ...reading },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, import("node:stream").Readable>} child
 * @param {RegExp} wanted
 * @returns {Promise<string>}
 */
function lineOf(child, wanted) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`the server was not ready after ${START_SECONDS} s`)),
      START_SECONDS * 1000,
    );
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = wanted.exec(line)?.[1];
      if (found !== undefined) {
        clearTimeout(late);
        resolve(found);
      }
    });
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`the server ended with ${code} before it was ready`));
    });
  });
}
