// P4: what an administrator waits for in the list of users, against the same SQL sent by hand.
import { inTurn } from "./measure.mjs";

const PAGE = 50;
const DEEP_PAGE = 10_000;
const WALK = 500;

const SELECT = `SELECT m.user_id, m.account, l.type, m.state, l.sign_in_method, m.unit_id, m.last_sign_in_at,
    l.created_at, u.display_name, u.allow_incoming, u.department, u.title, u.office_phone, u.mobile_phone
  FROM memberships m JOIN listings l USING (organization_id, user_id) JOIN users u ON u.id = m.user_id
  WHERE m.organization_id = $1 AND m.state <> 'DELETED'`;
const ORDER = `ORDER BY m.name, m.user_id LIMIT ${PAGE}`;
const COUNT = "SELECT count(*) FROM memberships m WHERE m.organization_id = $1 AND";
const COUNT_FOUND = "SELECT count(*) FROM listings l WHERE l.organization_id = $1 AND NOT l.deleted";

/** Part of one filled user's address: six digits that nobody else has. */
const rare = (round, users) => `u${String(1 + ((round * 7919) % users)).padStart(7, "0")}`;
const COMMON = ["miller", "bauer", "olga", "schmidt", "logistics"];
const common = (round) => COMMON[round % COMMON.length];

/** Goes forward by pages of 500 to the page wanted; its cursor, and the same place for SQL. */
async function deep(client, base, page) {
  let cursor;
  let last;
  for (let at = 0; at < page * PAGE; at += WALK) {
    const answer = await client.get(`${base}?limit=${WALK}${cursor ? `&cursor=${cursor}` : ""}`);
    cursor = encodeURIComponent(answer.next);
    last = answer.items.at(-1);
  }
  return { cursor, last };
}

/** A row for each kind of question; Keycloak is asked in the same turns where it is there. */
export async function lists({ client, owner, organization, users, keycloak, samples }) {
  const base = `/api/v1/organizations/${organization}/users`;
  const page = Math.min(DEEP_PAGE, Math.floor((users * 0.9) / WALK) * (WALK / PAGE));
  const { cursor, last } = await deep(client, base, page);
  const place = await owner.query(
    "SELECT name, user_id FROM memberships WHERE user_id = $1 AND organization_id = $2",
    [last.id, organization],
  );
  const beyond = [place.rows[0].name, place.rows[0].user_id];
  const works = [
    {
      work: "first page",
      goal: 20,
      api: () => base,
      sql: `${SELECT} ${ORDER}`,
      keycloak: () => `/users?first=0&max=${PAGE}`,
    },
    {
      work: `page ${page.toLocaleString("en")}`,
      goal: 20,
      api: () => `${base}?cursor=${cursor}`,
      sql: `${SELECT} AND (m.name, m.user_id) > ($2, $3::uuid) ${ORDER}`,
      values: () => beyond,
      keycloak: () => `/users?first=${(page - 1) * PAGE}&max=${PAGE}`,
    },
    {
      work: "substring that one user has",
      goal: 50,
      api: (round) => `${base}?search=${rare(round, users)}`,
      sql: `${SELECT} AND l.search LIKE $2 ${ORDER}`,
      values: (round) => [`%${rare(round, users)}%`],
      keycloak: (round) => `/users?first=0&max=${PAGE}&search=*${rare(round, users)}*`,
    },
    {
      work: "substring that 2 to 11 % have",
      goal: 50,
      api: (round) => `${base}?search=${common(round)}`,
      sql: `${SELECT} AND l.search LIKE $2 ${ORDER}`,
      values: (round) => [`%${common(round)}%`],
      keycloak: (round) => `/users?first=0&max=${PAGE}&search=*${common(round)}*`,
    },
    {
      work: "count of the disabled",
      goal: 150,
      api: () => `${base}/count?state=DISABLED`,
      sql: `${COUNT} m.state = 'DISABLED'`,
      keycloak: () => "/users/count?enabled=false",
    },
    {
      work: "count of a common substring",
      goal: 150,
      api: (round) => `${base}/count?search=${common(round)}`,
      sql: `${COUNT_FOUND} AND l.search LIKE $2`,
      values: (round) => [`%${common(round)}%`],
      keycloak: (round) => `/users/count?search=*${common(round)}*`,
    },
    {
      work: "count of all",
      goal: 150,
      api: () => `${base}/count`,
      sql: `${COUNT} m.state <> 'DELETED'`,
      keycloak: () => "/users/count",
    },
  ];
  const rows = [];
  for (const { work, goal, api, sql, values = () => [], keycloak: path } of works) {
    const acts = [
      (round) => client.get(api(round)),
      // Planned for its values, as the product has it: a rare word wants another index than a common one.
      (round) => owner.query(sql, [organization, ...values(round)]),
    ];
    if (keycloak !== undefined) {
      acts.push((round) => keycloak.get(path(round)));
    }
    const [own, hand, theirs] = await inTurn(acts, { samples });
    rows.push({
      goal: `p95 ${goal} ms`,
      work,
      users,
      unit: "ms",
      own,
      peer: "the same SQL by hand",
      theirs: hand,
      ratio: own.p50 / hand.p50,
    });
    if (theirs !== undefined) {
      rows.push({
        work,
        users,
        unit: "ms",
        own,
        peer: "Keycloak",
        theirs,
        ratio: theirs.p50 / own.p50,
        ratioOf: "Keycloak / Muster",
      });
    }
  }
  return rows;
}
