// P2 and P3: the import of P1 with password hashes brought along, against the same without; and with passwords
// in clear, against the Argon2id loop alone, while somebody looks at the list of users every second.
import { createHash } from "node:crypto";
import { Client } from "./client.mjs";
import { runOf } from "./imports.mjs";
import { inTurn, median, summary, time } from "./measure.mjs";
import { bare, libraries } from "./passwords.mjs";

const ROUNDS = 2;
const LOOP_SECONDS = 15;
/** So many seconds of hashing, if it were the bare loop; each hash takes some hundredths of one. */
const HASHING_SECONDS = 60;

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const CRYPT = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Characters that look random and are always the same for a number; hashes must not be compressible. */
function characters(n, length, alphabet) {
  const octets = [0, 1].flatMap((part) => [
    ...createHash("sha512").update(`${n}.${part}`).digest(),
  ]);
  return octets
    .slice(0, length)
    .map((octet) => alphabet[octet % 64])
    .join("");
}

const SCHEMES = [
  (n) =>
    `$argon2id$v=19$m=19456,t=2,p=1$${characters(n, 22, BASE64)}$${characters(n + 0.5, 43, BASE64)}`,
  (n) => `$2b$10$${characters(n, 53, CRYPT)}`,
  (n) => `$pbkdf2-sha256$i=600000$${characters(n, 22, BASE64)}$${characters(n + 0.5, 43, BASE64)}`,
  (n) => `{SSHA}${characters(n, 32, BASE64)}`,
  (n) => `$6$${characters(n, 16, CRYPT)}$${characters(n + 0.5, 86, CRYPT)}`,
];

/** One column more for each row; a comma in a cell would want quotes, and so does a mark of the thousands. */
const HASHES = {
  header: "Password hash",
  cell: (n) => `"${SCHEMES[n % SCHEMES.length](n)}"`,
};

/** Nobody's own: each is another, and none is on a list. */
const PASSWORDS = {
  header: "Password",
  cell: (n) => `${characters(n, 18, CRYPT)} ${n}`,
};

/** Without and with hashes in turn, so that tables that grow slow both down alike. */
export async function hashes({ client, users, owner }) {
  const without = [];
  const within = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [column, seconds] of round % 2 === 0
      ? [
          [undefined, without],
          [HASHES, within],
        ]
      : [
          [HASHES, within],
          [undefined, without],
        ]) {
      const { run } = await runOf({ client, owner, users, column });
      seconds.push(users / run.seconds);
    }
  }
  return [
    {
      work: "import from CSV with password hashes of five schemes, the run alone",
      goal: "within 10 % of P1",
      users,
      unit: "/s",
      own: { p50: median(within), samples: ROUNDS },
      peer: "the same without hashes, in turn",
      theirs: { p50: median(without), samples: ROUNDS },
      ratio: median(within) / median(without),
    },
  ];
}

/** Somebody who opens the list of users every second, until the signal. */
async function lookEverySecond(client, organization, ended) {
  const latencies = [];
  while (!ended.aborted) {
    const taken = await time(() => client.get(`/api/v1/organizations/${organization}/users`));
    latencies.push(taken);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 1000 - taken)));
  }
  return latencies;
}

export async function clearText({
  client,
  owner,
  server,
  organization,
  jar,
  administrator,
}) {
  const { rows } = await owner.query(
    `SELECT a.password_hash FROM sign_in_accounts a JOIN sign_in_names n USING (user_id) WHERE n.name = $1`,
    [administrator.address],
  );
  const classes = libraries(jar);
  const loop = () => bare(classes, LOOP_SECONDS, administrator.password, rows[0].password_hash);
  const watcher = new Client(server.address);
  await watcher.signIn(administrator.address, administrator.password);
  const [idle] = await inTurn([() => watcher.get(`/api/v1/organizations/${organization}/users`)], {
    warmUp: 10,
    samples: 30,
  });
  const before = await loop();
  const users = Math.round(before * HASHING_SECONDS);
  const ended = new AbortController();
  let looks;
  const { run } = await runOf({
    client,
    owner,
    users,
    column: PASSWORDS,
    around: async (act) => {
      const looking = lookEverySecond(watcher, organization, ended.signal);
      try {
        return await act();
      } finally {
        ended.abort();
        looks = await looking;
      }
    },
  });
  const limit = [before, await loop()];
  watcher.close();
  const rate = users / run.seconds;
  return [
    {
      work: "import from CSV with passwords in clear, the run alone",
      goal: "90 % of the hash loop",
      users,
      unit: "/s",
      own: { p50: rate, samples: 1 },
      peer: `the Argon2id loop alone, ${LOOP_SECONDS} s before and after`,
      theirs: { p50: median(limit), samples: 2 },
      ratio: rate / ((limit[0] + limit[1]) / 2),
      facts: { seconds: run.seconds, failed: run.failed, loops: limit },
    },
    {
      work: "the list of users meanwhile, opened every second",
      goal: "quick",
      users,
      unit: "ms",
      own: summary(looks),
      peer: "the same before",
      theirs: idle,
      ratio: summary(looks).p50 / idle.p50,
    },
  ];
}
