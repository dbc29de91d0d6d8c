// P8: sign-ins by password a second, against the hash function alone on the same cores with the same library.
import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { Client } from "./client.mjs";
import { median, summary } from "./measure.mjs";
import { java } from "./server.mjs";

const run = promisify(execFile);
const CONNECTIONS = 8;
const SECONDS = 15;
const ROUNDS = 3;

/** The libraries that lie beside the jar. */
export function libraries(jar) {
  return join(dirname(jar), "lib", "*");
}

/** Checks a second of the hash function alone, on all cores. */
export async function bare(classes, seconds, password, hash) {
  const words = [
    "-cp",
    classes,
    join(import.meta.dirname, "HashLoop.java"),
    String(seconds),
    password,
    hash,
  ];
  const { stdout } = await run(java, ["--enable-native-access=ALL-UNNAMED", ...words]);
  return Number(stdout);
}

/** Every sign-in is another user's, as on a Monday morning; each opens a session. */
async function signIns(address, names, password) {
  const latencies = [];
  const begun = performance.now();
  const end = begun + SECONDS * 1000;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const client = new Client(address);
      await client.raw("GET", "/api/v1/me");
      const csrf = client.cookies.find((cookie) => cookie.name === "XSRF-TOKEN").value;
      const headers = { Cookie: `XSRF-TOKEN=${csrf}`, "X-XSRF-TOKEN": csrf };
      while (performance.now() < end) {
        const at = performance.now();
        await client.send(
          "POST",
          "/api/v1/sign-in",
          { name: names.next().value, password },
          headers,
        );
        latencies.push(performance.now() - at);
      }
      client.close();
    }),
  );
  return { perSecond: latencies.length / ((performance.now() - begun) / 1000), latencies };
}

export async function passwords({ server, owner, organization, jar, administrator }) {
  const { rows } = await owner.query(
    `SELECT n.name, a.password_hash FROM sign_in_accounts a JOIN sign_in_names n USING (user_id)
     WHERE a.organization_id = $1 AND a.open AND a.password_hash IS NOT NULL AND NOT a.must_change LIMIT 20000`,
    [organization],
  );
  const names = rows.map((row) => row.name).values();
  const classes = libraries(jar);
  await signIns(server.address, names, administrator.password);
  const own = [];
  const limit = [];
  const latencies = [];
  for (let round = 0; round < ROUNDS; round++) {
    limit.push(await bare(classes, SECONDS, administrator.password, rows[0].password_hash));
    const measured = await signIns(server.address, names, administrator.password);
    own.push(measured.perSecond);
    latencies.push(...measured.latencies);
  }
  await owner.query(
    "DELETE FROM sessions WHERE user_id IN (SELECT user_id FROM sign_in_names WHERE name LIKE '%@fill.example')",
  );
  return [
    {
      work: `sign-ins by password, ${CONNECTIONS} connections`,
      goal: "90 % of the hash loop",
      unit: "/s",
      own: { p50: median(own), samples: ROUNDS },
      peer: `the Argon2id loop alone, ${SECONDS} s in turn`,
      theirs: { p50: median(limit), samples: ROUNDS },
      ratio: median(own) / median(limit),
      facts: { latency: summary(latencies), note: "the client takes its share of the same cores" },
    },
  ];
}
