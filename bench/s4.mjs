// S4: whether the time of an answer tells who exists: at sign-in, when a new password is asked for, when somebody
// registers and when somebody is invited.
import http from "node:http";
import { Client } from "./client.mjs";
import { median, summary, time } from "./measure.mjs";

const SAMPLES = 2_000;
const WARM_UP = 50;

/** Attempts from one address before the next is taken: the server slows down who guesses too often. */
const PER_ADDRESS = 50;

/** A browser at another loopback address. */
class Stranger {
  #agent;
  #headers;

  constructor(address, number) {
    this.address = new URL(address);
    this.local = `127.1.${Math.floor(number / 250)}.${1 + (number % 250)}`;
    this.#agent = new http.Agent({ keepAlive: true, maxSockets: 1, localAddress: this.local });
  }

  async meet() {
    const client = new Client(this.address.href);
    await client.raw("GET", "/api/v1/me");
    const csrf = client.cookies.find(({ name }) => name === "XSRF-TOKEN").value;
    client.close();
    this.#headers = { Cookie: `XSRF-TOKEN=${csrf}`, "X-XSRF-TOKEN": csrf };
    // The connection is made before anything is timed.
    await this.post("/api/v1/password-resets", { name: `nobody-${this.local}@bench.example` });
    return this;
  }

  post(path, body) {
    const json = JSON.stringify(body);
    const headers = {
      ...this.#headers,
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(json),
    };
    return new Promise((resolve, reject) => {
      const request = http.request(
        new URL(path, this.address),
        { method: "POST", agent: this.#agent, headers },
        (response) => {
          response.resume();
          response.on("end", () => resolve(response.statusCode));
          response.on("error", reject);
        },
      );
      request.on("error", reject);
      request.end(json);
    });
  }

  close() {
    this.#agent.destroy();
  }
}

/** An administrator of another organization than the one that everybody is in. */
class Inviter {
  #client;

  constructor(client) {
    this.#client = client;
  }

  async post(path, body) {
    return (await this.#client.raw("POST", path, body)).status;
  }

  close() {}
}

/**
 * Samples of known and unknown names in random order, so that what the server still does for one request
 * falls on either sort alike.
 *
 * @param meet who asks from the i-th attempt on
 */
async function compare(meet, path, known, body, expected, samples = SAMPLES) {
  const times = { known: [], unknown: [] };
  const asked = { known: 0, unknown: 0 };
  let stranger;
  for (let i = 0; i < 2 * samples + WARM_UP; i++) {
    if (i % PER_ADDRESS === 0) {
      stranger?.close();
      stranger = await meet(i / PER_ADDRESS);
    }
    const open = ["known", "unknown"].filter((sort) => times[sort].length < samples);
    const sort = open[Math.floor(Math.random() * open.length)] ?? "unknown";
    const one = known[asked[sort]++ % known.length];
    const name = sort === "known" ? one : one.replace("@", "-nobody@");
    let status;
    const taken = await time(async () => {
      status = await stranger.post(path, body(name));
    });
    if (status !== expected) {
      throw new Error(`${path} for a name that is ${sort}: ${status} instead of ${expected}`);
    }
    if (i >= WARM_UP) {
      times[sort].push(taken);
    }
  }
  stranger?.close();
  return times;
}

function row(work, { known, unknown }) {
  return {
    id: "S4",
    work,
    unit: "ms",
    own: summary(known),
    peer: "names that nobody has, in random order",
    theirs: summary(unknown),
    ratio: median(known) / median(unknown),
    goal: "0.95 to 1.05",
  };
}

/** Needs at least 500 filled users with a password; each is asked for at most four times. */
export async function s4({ server, client, owner, organization }) {
  const { rows } = await owner.query(
    `SELECT min(n.name) AS name FROM sign_in_accounts a JOIN sign_in_names n USING (user_id)
     WHERE a.organization_id = $1 AND a.open AND a.password_hash IS NOT NULL AND n.name LIKE '%@%'
     GROUP BY a.user_id ORDER BY md5(a.user_id::text) LIMIT $2`,
    [organization, SAMPLES],
  );
  const known = rows.map(({ name }) => name);
  if (known.length < SAMPLES / 4) {
    throw new Error(`S4 needs ${SAMPLES / 4} users with a password, there are ${known.length}`);
  }
  const password = "not the password of anybody";
  const meet = (number) => new Stranger(server.address, number).meet();
  // An address is registered with or invited once a minute at most, so each is asked for once.
  const once = known.length - WARM_UP;
  await owner.query("UPDATE registration_settings SET open = true");
  const other = await client.post("/api/v1/organizations", { name: `S4 ${Date.now()}` });
  const invitations = `/api/v1/organizations/${other.id}/invitations`;
  const address = (name) => ({ address: name });
  return [
    row(
      "refused sign-in with a name that somebody has",
      await compare(meet, "/api/v1/sign-in", known, (name) => ({ name, password }), 401),
    ),
    row(
      "forgotten password of a name that somebody has",
      await compare(meet, "/api/v1/password-resets", known, (name) => ({ name }), 202),
    ),
    row(
      "registration with an address that somebody has",
      await compare(meet, "/api/v1/registration/codes", known, address, 202, once),
    ),
    row(
      "invitation of an address that somebody elsewhere has",
      await compare(async () => new Inviter(client), invitations, known, address, 201, once),
    ),
  ];
}
