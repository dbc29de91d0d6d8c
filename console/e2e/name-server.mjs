import { spawn } from "node:child_process";
import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SECONDS = 30;
const PORTS = 10;
const PROGRAM = ["/usr/sbin/nsd", "/usr/local/sbin/nsd"].find(existsSync) ?? "nsd";

/** The zone that a journey may write records into. */
export const ZONE = "harbour.example";

/**
 * @typedef {object} NameServer
 * @property {string} address and port
 * @property {Record<string, string>} environment by which a journey finds it
 * @property {() => Promise<void>} stop ends it and removes its zone
 */

/**
 * Starts a real name server, nsd, on a free port of the loopback interface. A port that is free when it
 * is looked for can be taken when the server binds it, for UDP or for TCP: then another is tried.
 *
 * @returns {Promise<NameServer>}
 */
export async function startNameServer() {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOn(await freePort());
    } catch (error) {
      if (attempt === PORTS) {
        throw error;
      }
    }
  }
}

/**
 * @param {number} port
 * @returns {Promise<NameServer>}
 */
async function startOn(port) {
  const folder = await mkdtemp(join(tmpdir(), "muster-names-"));
  const file = join(folder, `${ZONE}.zone`);
  await writeFile(file, zone([]));
  const configuration = join(folder, "nsd.conf");
  await writeFile(
    configuration,
    `server:
  ip-address: 127.0.0.1@${port}
  username: ""
  chroot: ""
  zonesdir: "${folder}"
  database: ""
  pidfile: "${folder}/pid"
  xfrdfile: "${folder}/xfrd"
  xfrdir: "${folder}"
  zonelistfile: "${folder}/zones"
  logfile: "${folder}/log"
remote-control:
  control-enable: no
zone:
  name: "${ZONE}"
  zonefile: "${file}"
`,
  );
  const child = spawn(PROGRAM, ["-d", "-c", configuration], { stdio: "ignore" });
  await once(child, "spawn");
  const address = `127.0.0.1:${port}`;
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const stop = async () => {
    if (isRunning()) {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await answered(address, (resolver) => resolver.resolveSoa(ZONE), isRunning);
  } catch (error) {
    const log = await readFile(join(folder, "log"), "utf8").catch(() => "it wrote no log");
    await stop();
    throw new Error(`nsd doesn't answer at ${address}: ${log}`, { cause: error });
  }
  return {
    address,
    environment: {
      MUSTER_NAME_SERVER: address,
      MUSTER_NAME_SERVER_PID: String(child.pid),
      MUSTER_ZONE_FILE: file,
    },
    stop,
  };
}

/**
 * Puts a text into the zone, and waits until the name server tells it.
 *
 * @param {string} host with the zone's name
 * @param {string} value
 */
export async function publishText(host, value) {
  const { MUSTER_NAME_SERVER, MUSTER_NAME_SERVER_PID, MUSTER_ZONE_FILE } = process.env;
  if (!MUSTER_NAME_SERVER || !MUSTER_NAME_SERVER_PID || !MUSTER_ZONE_FILE) {
    throw new Error("run.mjs starts the name server that this journey needs");
  }
  await writeFile(MUSTER_ZONE_FILE, zone([`${host}. IN TXT "${value}"`]));
  process.kill(Number(MUSTER_NAME_SERVER_PID), "SIGHUP");
  await answered(MUSTER_NAME_SERVER, (resolver) => resolver.resolveTxt(host));
}

/** @param {string[]} records */
function zone(records) {
  return [
    `$ORIGIN ${ZONE}.`,
    "$TTL 5",
    `@ IN SOA ns hostmaster ${Math.floor(Date.now() / 1000)} 3600 600 86400 5`,
    "@ IN NS ns",
    "ns IN A 127.0.0.1",
    ...records,
    "",
  ].join("\n");
}

/**
 * @param {string} address
 * @param {(resolver: Resolver) => Promise<unknown>} ask
 * @param {() => boolean} [isRunning] whether an answer can still come
 */
async function answered(address, ask, isRunning = () => true) {
  const resolver = new Resolver({ timeout: 500, tries: 1 });
  resolver.setServers([address]);
  const end = Date.now() + SECONDS * 1000;
  for (;;) {
    try {
      return await ask(resolver);
    } catch (error) {
      if (Date.now() > end || !isRunning()) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** @returns {Promise<number>} one that nobody listens on for TCP */
export async function freePort() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") {
    throw new Error("a port of the loopback interface was expected");
  }
  return address.port;
}
