// Keycloak as a peer: its own distribution from Maven, in production mode, on a database of the same
// PostgreSQL server that Muster uses. Its users are written by SQL, so it has no passwords to check.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { summary } from "./measure.mjs";
import { memory } from "./server.mjs";
import { answered } from "./start.mjs";

const run = promisify(execFile);
const VERSION = "26.7.3";
const ADMINISTRATOR = { username: "admin", password: "the bench's own" };
const TOKEN_SECONDS = 45;

/** Fetches and builds it once into the folder. */
async function install(folder) {
  const home = join(folder, `keycloak-${VERSION}`);
  if (!existsSync(join(home, "bin/kc.sh"))) {
    const dist = join(folder, "dist");
    await mkdir(dist, { recursive: true });
    const artifact = `-Dartifact=org.keycloak:keycloak-quarkus-dist:${VERSION}:zip`;
    const goal = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy";
    if (!existsSync(join(dist, `keycloak-quarkus-dist-${VERSION}.zip`))) {
      await run("mvn", ["-q", "-B", goal, artifact, `-DoutputDirectory=${dist}`]);
    }
    await run("unzip", [
      "-q",
      "-o",
      join(dist, `keycloak-quarkus-dist-${VERSION}.zip`),
      "-d",
      folder,
    ]);
    await run(join(home, "bin/kc.sh"), [
      "build",
      "--db=postgres",
      "--health-enabled=true",
      "--cache=local",
    ]);
  }
  return home;
}

export class Keycloak {
  version = VERSION;
  #until = 0;

  constructor(home, folder, port, database) {
    Object.assign(this, { home, folder, port, database });
    this.address = `http://127.0.0.1:${port}`;
  }

  /** Installs it and makes its database next to Muster's. */
  static async prepare(folder, port, owner) {
    const home = await install(folder);
    const found = await owner.query("SELECT FROM pg_database WHERE datname = 'keycloak'");
    if (found.rowCount === 0) {
      await owner.query("CREATE DATABASE keycloak");
    }
    const { host, port: databasePort, user, password } = owner;
    return new Keycloak(home, folder, port, { host, port: databasePort, user, password });
  }

  /** Milliseconds to the first answer. */
  async start() {
    const { host, port, user, password } = this.database;
    const words = [
      "start",
      "--optimized",
      "--http-enabled=true",
      "--http-host=127.0.0.1",
      `--http-port=${this.port}`,
    ];
    words.push(
      "--http-management-host=127.0.0.1",
      `--http-management-port=${this.port + 1}`,
      "--hostname-strict=false",
    );
    words.push(`--db-url=jdbc:postgresql://${host}:${port}/keycloak`, `--db-username=${user}`);
    const begun = performance.now();
    this.child = spawn(join(this.home, "bin/kc.sh"), words, {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        KC_DB_PASSWORD: password,
        KC_BOOTSTRAP_ADMIN_USERNAME: ADMINISTRATOR.username,
        KC_BOOTSTRAP_ADMIN_PASSWORD: ADMINISTRATOR.password,
      },
    });
    const log = createWriteStream(join(this.folder, "keycloak.log"), { flags: "a" });
    this.child.stdout.pipe(log);
    this.child.stderr.pipe(log);
    return answered(`http://127.0.0.1:${this.port + 1}/health/ready`, begun);
  }

  async stop() {
    if (this.child?.exitCode === null) {
      const ended = once(this.child, "exit");
      // The script stays in front of Java: the whole group of ours ends.
      process.kill(-this.child.pid, "SIGTERM");
      await ended;
    }
  }

  /** Start to first answer on a schema that exists, and memory when idle. */
  async starts(times, idleSeconds) {
    await this.stop();
    const taken = [];
    let resident = 0;
    for (let i = 0; i < times; i++) {
      taken.push((await this.start()) / 1000);
      if (i === times - 1) {
        await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1000));
        const children = await readFile(
          `/proc/${this.child.pid}/task/${this.child.pid}/children`,
          "utf8",
        );
        const pid = children.trim().split(" ")[0] || this.child.pid;
        resident = (await memory(pid, "")).process;
      }
      await this.stop();
    }
    return { start: summary(taken), memory: { p50: resident, samples: 1 } };
  }

  async get(path) {
    const answer = await fetch(`${this.address}/admin/realms/bench${path}`, {
      headers: { Authorization: `Bearer ${await this.#token()}` },
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`Keycloak ${path}: ${answer.status} ${text.slice(0, 300)}`);
    }
    return JSON.parse(text);
  }

  async #token() {
    if (performance.now() > this.#until) {
      const form = { grant_type: "password", client_id: "admin-cli", ...ADMINISTRATOR };
      const answer = await fetch(`${this.address}/realms/master/protocol/openid-connect/token`, {
        method: "POST",
        body: new URLSearchParams(form),
      });
      this.token = (await answer.json()).access_token;
      this.#until = performance.now() + TOKEN_SECONDS * 1000;
    }
    return this.token;
  }

  /** Brings the realm "bench" to so many users, copied from those of Muster's organization. */
  async fill(connect, owner, organization) {
    const made = await fetch(`${this.address}/admin/realms`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${await this.#token()}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify({ realm: "bench", enabled: true }),
    });
    await made.arrayBuffer();
    const own = await connect("keycloak");
    await own.query(
      "CREATE TEMP TABLE fresh (id text, address text, first_name text, last_name text, enabled boolean)",
    );
    const { rows } = await own.query(
      "SELECT count(*)::int AS n FROM user_entity u JOIN realm r ON r.id = u.realm_id WHERE r.name = 'bench'",
    );
    const { rows: users } = await owner.query({
      text: `SELECT id::text, address, first_name, last_name, state <> 'DISABLED' AS enabled FROM users
             WHERE organization_id = $1 AND address LIKE '%@fill.example' ORDER BY address OFFSET $2`,
      values: [organization, rows[0].n],
    });
    for (let at = 0; at < users.length; at += 20_000) {
      const part = users.slice(at, at + 20_000);
      const column = (name) => part.map((user) => user[name]);
      await own.query(
        "INSERT INTO fresh SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[])",
        [
          column("id"),
          column("address"),
          column("first_name"),
          column("last_name"),
          column("enabled"),
        ],
      );
    }
    await own.query(`
      INSERT INTO user_entity (id, email, email_constraint, email_verified, enabled, first_name, last_name, realm_id,
          username, created_timestamp, not_before)
      SELECT f.id, address, address, true, f.enabled, first_name, last_name, r.id, split_part(address, '@', 1),
          1795300000000, 0 FROM fresh f, realm r WHERE r.name = 'bench'`);
    await own.query(`
      INSERT INTO user_role_mapping (role_id, user_id)
      SELECT k.id, f.id FROM fresh f, realm r JOIN keycloak_role k ON k.realm_id = r.id
      WHERE r.name = 'bench' AND k.name = 'default-roles-bench' AND NOT k.client_role`);
    await own.query("VACUUM (ANALYZE) user_entity, user_role_mapping");
    await own.end();
  }
}
