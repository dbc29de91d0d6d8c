// P1 and P5: a file of users in, validated and audited, against COPY and INSERT..SELECT of the same
// rows; and all users out to a file, against COPY TO STDOUT of the same columns.
import { request } from "node:http";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import copy from "pg-copy-streams";
import { job } from "./acts.mjs";
import { time } from "./measure.mjs";
import { memory } from "./server.mjs";

const HEADER = "E-mail address,First name,Last name,Display name,Department,Title,Office phone\n";
const FIRST = [
  "Anna",
  "Ben",
  "Clara",
  "David",
  "Elif",
  "Farid",
  "Zoë",
  "Hugo",
  "Irène",
  "Jonas",
  "Katja",
  "Łukasz",
];
const LAST = [
  "Abel",
  "Bauer",
  "Crane",
  "Dietz",
  "Evans",
  "Fuchs",
  "Grant",
  "Müller",
  "Ivanov",
  "Jansen",
  "Keller",
];
const TENTH = 0.1;
const EXPORTS = 3;

/**
 * The rows of the file, each a function of its number; nobody else has these addresses.
 * @param column one more: its header, and a function that makes its cells
 */
function* rows(users, domain, column) {
  for (let n = 1; n <= users; n++) {
    const first = FIRST[(n * 7) % FIRST.length];
    const last = `${LAST[(n * 13) % LAST.length]}${n % 1000}`;
    const phone = `+4989${String((n * 7919) % 100000000).padStart(8, "0")}`;
    const more = column === undefined ? "" : `,${column.cell(n)}`;
    yield `p${n}@${domain},${first},${last},${first} ${last},Team ${n % 200},Clerk,${phone}${more}\n`;
  }
}

function* file(users, domain, column) {
  yield column === undefined ? HEADER : HEADER.replace("\n", `,${column.header}\n`);
  let part = [];
  for (const row of rows(users, domain, column)) {
    part.push(row);
    if (part.length === 5000) {
      yield part.join("");
      part = [];
    }
  }
  yield part.join("");
}

function upload(client, path, users, domain, column) {
  return new Promise((resolve, reject) => {
    const cookies = client.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const csrf = client.cookies.find((cookie) => cookie.name === "XSRF-TOKEN").value;
    const headers = { "Content-Type": "text/csv", Cookie: cookies, "X-XSRF-TOKEN": csrf };
    const sent = request(
      new URL(path, client.address),
      { method: "POST", headers },
      async (answer) => {
        const text = (await answer.toArray()).join("");
        if (answer.statusCode === 201) {
          resolve({ ...JSON.parse(text), etag: answer.headers.etag });
        } else {
          reject(new Error(`${path}: ${answer.statusCode} ${text.slice(0, 300)}`));
        }
      },
    );
    sent.on("error", reject);
    Readable.from(file(users, domain, column)).pipe(sent);
  });
}

/** Watches a job; its seconds, and how much longer its last tenth took than its second (the first warms up). */
async function watched(client, organization, started, users, look) {
  const seen = [];
  const path = `/api/v1/organizations/${organization}/jobs/${started.jobId}`;
  for (;;) {
    const at = performance.now();
    const state = await client.get(path);
    seen.push({ at, done: state.done + state.skipped + state.failed });
    await look();
    if (state.endedAt !== null) {
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const ended = await job(client, organization, started);
  const when = (part) => {
    const i = seen.findIndex(({ done }) => done >= users * part);
    const [before, after] = [seen[Math.max(0, i - 1)], seen[i]];
    const share =
      after.done === before.done ? 1 : (users * part - before.done) / (after.done - before.done);
    return before.at + share * (after.at - before.at);
  };
  const last = when(1) - when(1 - TENTH);
  const drift = last / (when(2 * TENTH) - when(TENTH));
  return { ...ended, drift, driftFromStart: last / (when(TENTH) - seen[0].at) };
}

const STAGED = `CREATE TEMP TABLE staged (address text, first_name text, last_name text, display_name text,
  department text, title text, phone text, id uuid DEFAULT uuidv7())`;

/** The limit: the same rows into the same tables, unchecked, unaudited, in one transaction, rolled back. */
async function byHand(owner, organization, unit, users) {
  await owner.query("BEGIN");
  const taken = await time(async () => {
    await owner.query(STAGED);
    const into = owner.query(
      copy.from(
        "COPY staged (address, first_name, last_name, display_name, department, title, phone) FROM STDIN (FORMAT csv, HEADER)",
      ),
    );
    await pipeline(Readable.from(file(users, "hand.example")), into);
    const statements = [
      `INSERT INTO users (id, organization_id, address, first_name, last_name, display_name, state, department, title, office_phone)
       SELECT id, $1, address, first_name, last_name, display_name, 'WAITING_FOR_PASSWORD', department, title, phone FROM staged`,
      "INSERT INTO addresses SELECT address, $1, 'USER', id FROM staged",
      `INSERT INTO memberships (organization_id, user_id, unit_id, account, name, state)
       SELECT $1, id, '${unit}', address, muster_fold(display_name), 'WAITING_FOR_PASSWORD' FROM staged`,
      `INSERT INTO listings (organization_id, user_id, account, name, department, title, deleted, sign_in_method,
           created_at, phone, search)
       SELECT $1, id, address, muster_fold(display_name), muster_fold(department), muster_fold(title), false, 'DEFAULT',
           now(), muster_phone_order(phone, ''),
           muster_search_text(display_name, first_name, last_name, address, NULL, department, title, phone, '')
       FROM staged`,
      "INSERT INTO sign_in_accounts (user_id, organization_id, display_name, open) SELECT id, $1, display_name, false FROM staged",
      "INSERT INTO sign_in_names SELECT address, id FROM staged",
    ];
    for (const statement of statements) {
      await owner.query(statement.replaceAll("$1", `'${organization}'::uuid`));
    }
  });
  await owner.query("ROLLBACK");
  await owner.query("VACUUM users, memberships, listings, addresses, sign_in_accounts, sign_in_names");
  return taken / 1000;
}

const EXPORTED = (organization) => `COPY (
  SELECT u.*, m.unit_id, a.must_change, a.change_barred FROM users u
  JOIN memberships m ON m.user_id = u.id AND m.organization_id = u.organization_id
  JOIN sign_in_accounts a ON a.user_id = u.id
  WHERE u.organization_id = '${organization}' ORDER BY u.id) TO STDOUT (FORMAT csv, HEADER)`;

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

async function exported(client, owner, organization, users, server) {
  const path = `/api/v1/organizations/${organization}/exports`;
  let highest = 0;
  const look = async () => {
    highest = Math.max(highest, (await memory(server.pid, "")).process);
  };
  const begun = await client.post(path);
  const own = await watched(client, organization, begun, users, look);
  const fetched = await time(() => client.raw("GET", `${path}/${begun.id}/file`));
  const hand = await time(() => pipeline(owner.query(copy.to(EXPORTED(organization))), nowhere()));
  const seconds = own.seconds + fetched / 1000;
  return {
    id: "P5",
    work: "export of all users to CSV, made and fetched",
    goal: "50 % of COPY",
    users,
    unit: "/s",
    own: { p50: users / seconds, samples: 1 },
    peer: "COPY TO STDOUT of the same columns",
    theirs: { p50: users / (hand / 1000), samples: 1 },
    ratio: hand / 1000 / seconds,
    facts: {
      seconds: own.seconds,
      fetchSeconds: fetched / 1000,
      drift: own.drift,
      highestResidentMiB: highest,
    },
  };
}

/**
 * Brings so many users into a new organization.
 *
 * @param column one more than the usual ones
 * @param before what is to be done in the organization before the file comes
 * @param around does the run, whatever else goes on meanwhile
 */
export async function runOf({
  client,
  owner,
  users,
  column,
  look = async () => {},
  before = async () => {},
  around = (act) => act(),
}) {
  const round = Date.now().toString(36);
  const made = await client.post("/api/v1/organizations", { name: `Import of ${users}, ${round}` });
  const base = `/api/v1/organizations/${made.id}`;
  await before(made.id, base);
  let arrived;
  const uploading = await time(async () => {
    const path = `${base}/imports?fileName=bench.csv`;
    arrived = await upload(client, path, users, `${round}.example`, column);
  });
  const path = `${base}/imports/${arrived.id}`;
  const wishes = {
    fields: arrived.columns.map((one) => one.field),
    existing: "UPDATE",
    createUnits: false,
    newPasswords: "NONE",
  };
  await client.send("PUT", `${path}/options`, wishes, { "If-Match": arrived.etag });
  const check = await watched(client, made.id, await client.post(`${path}/check`), users, look);
  const run = await around(async () =>
    watched(client, made.id, await client.post(`${path}/run`), users, look),
  );
  if (run.failed > 0) {
    throw new Error(`${run.failed} of ${users} rows failed`);
  }
  await owner.query("ANALYZE");
  return { organization: made.id, uploading, check, run };
}

/** P5 alone, of the filled organization. */
export async function exports({ client, owner, organization, server }) {
  const counted = await owner.query(
    "SELECT count(*)::int AS n FROM memberships WHERE organization_id = $1 AND state <> 'DELETED'",
    [organization],
  );
  const users = counted.rows[0].n;
  const rows = [];
  for (let round = 1; round <= EXPORTS; round++) {
    const row = await exported(client, owner, organization, users, server);
    rows.push({ ...row, work: `${row.work}, ${round} of ${EXPORTS} since the start` });
  }
  return rows;
}

export async function imports({ client, owner, users, server }) {
  let limit;
  let highest = 0;
  const look = async () => {
    highest = Math.max(highest, (await memory(server.pid, "")).process);
  };
  const { organization, uploading, check, run } = await runOf({
    client,
    owner,
    users,
    look,
    before: async (made, base) => {
      const { items: units } = await client.get(`${base}/units`);
      limit = await byHand(owner, made, units[0].id, users);
    },
  });
  const facts = {
    uploadSeconds: uploading / 1000,
    checkSeconds: check.seconds,
    runSeconds: run.seconds,
    drift: run.drift,
    driftFromStart: run.driftFromStart,
    highestResidentMiB: highest,
    failed: run.failed,
  };
  const whole = uploading / 1000 + check.seconds + run.seconds;
  const limited = {
    users,
    unit: "/s",
    peer: "COPY and INSERT..SELECT of the same rows",
    theirs: { p50: users / limit, samples: 1 },
  };
  return [
    {
      work: "import from CSV, the run alone",
      goal: "4,000/s, 25 % of the limit",
      ...limited,
      own: { p50: users / run.seconds, samples: 1 },
      ratio: limit / run.seconds,
      facts,
    },
    {
      work: "import from CSV: upload, check and run",
      ...limited,
      own: { p50: users / whole, samples: 1 },
      ratio: limit / whole,
    },
    {
      work: "the run's last tenth to its second",
      goal: "1.3",
      users,
      unit: "x",
      own: { p50: run.drift, samples: 1 },
    },
    {
      work: "resident memory at its highest, heap 512 MB",
      users,
      unit: "MiB",
      own: { p50: highest, samples: 1 },
    },
    await exported(client, owner, organization, users, server),
  ];
}
