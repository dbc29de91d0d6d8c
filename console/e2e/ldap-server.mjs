import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SECONDS = 30;
const PORTS = 10;

export const BASE = "dc=harbour,dc=test";
export const READER = `cn=reader,${BASE}`;
export const SECRET = "wild geese over water";

/** @param {string} name */
function program(name) {
  return ["/usr/sbin", "/usr/local/sbin"].map((one) => join(one, name)).find(existsSync) ?? name;
}

/**
 * Starts a real directory, OpenLDAP's slapd, on a free port of the loopback interface. A port that is free
 * when it is looked for can be taken when the server binds it: then another is tried.
 *
 * @param {readonly string[]} entries as LDIF, below the base
 * @returns {Promise<{ address: string, stop: () => Promise<void> }>}
 */
export async function startDirectory(entries) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOn(await freePort(), entries);
    } catch (error) {
      if (attempt === PORTS) {
        throw error;
      }
    }
  }
}

/**
 * @param {number} port
 * @param {readonly string[]} entries
 */
async function startOn(port, entries) {
  const folder = await mkdtemp(join(tmpdir(), "muster-directory-"));
  const file = join(folder, "slapd.conf");
  const people = join(folder, "entries.ldif");
  await mkdir(join(folder, "db"));
  await writeFile(
    file,
    `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${folder}/pid
argsfile ${folder}/arguments
disallow bind_anon
database mdb
suffix "${BASE}"
rootdn "${READER}"
rootpw "${SECRET}"
directory ${folder}/db
maxsize 16777216
`,
  );
  const base = `dn: ${BASE}\nobjectClass: domain\ndc: harbour`;
  await writeFile(people, `${[base, ...entries].join("\n\n")}\n`);
  const filled = spawn(program("slapadd"), ["-f", file, "-l", people], { stdio: "ignore" });
  const [code] = await once(filled, "exit");
  if (code !== 0) {
    throw new Error(`slapadd ended with ${code}`);
  }
  const child = spawn(program("slapd"), ["-d", "0", "-f", file, "-h", `ldap://127.0.0.1:${port}`], {
    stdio: "ignore",
  });
  await once(child, "spawn");
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const stop = async () => {
    if (isRunning()) {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const end = Date.now() + SECONDS * 1000;
  while (!(await listens(port))) {
    if (Date.now() > end || !isRunning()) {
      await stop();
      throw new Error(`slapd doesn't answer at port ${port}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { address: `127.0.0.1:${port}`, stop };
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function listens(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** @returns {Promise<number>} one that nobody listens on */
async function freePort() {
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
