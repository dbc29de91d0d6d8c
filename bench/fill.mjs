// Fills an organization by SQL: users as the product itself would have made them, without audit. For
// measuring how reads grow; what it costs to make users is measured by importing them.

const FIRST =
  "Anna Ben Clara David Elif Farid Greta Hugo Irene Jonas Katja Liam Maria Noah Olga Paul Qadir Rosa Sven Tom";
const LAST =
  "Abel Bauer Crane Dietz Evans Fuchs Grant Huber Ivanov Jansen Keller Lang Miller Nolan Ortiz Pohl Quinn Roth Schmidt Turner Ulrich Vogel Weber Xavier Young Zimmer";
const DEPARTMENTS =
  "Sales Support Finance Legal Logistics Research Production Quality Purchasing Marketing";
const TITLES = "Engineer Clerk Manager Analyst Assistant Consultant Technician Director";

const words = (text) => `ARRAY['${text.split(" ").join("','")}']`;
/** A uniform number from 0 to 1 of the row, always the same one. */
const chance = (salt) => `(abs(hashint4(n + ${salt}) % 10000) / 10000.0)`;
/** As with people, the first of a list are far more frequent than the last. */
const pick = (list, salt) =>
  `(${words(list)})[1 + trunc(${list.split(" ").length} * ${chance(salt)} * ${chance(salt + 100)})::int]`;

/** Every row is a function of its number, so that each run has the same people. */
const PEOPLE = `
  SELECT n, uuidv7() AS id, ${pick(FIRST, 1)} AS first_name,
      ${pick(LAST, 2)} || to_char(n % 1000, 'FM000') AS last_name,
      ${pick(DEPARTMENTS, 3)} || ' ' || abs(hashint4(n + 4) % 20) AS department, ${pick(TITLES, 5)} AS title,
      'u' || to_char(n, 'FM0000000') || '@fill.example' AS address,
      '+4930' || to_char(abs(hashint4(n + 6)::bigint) % 100000000, 'FM00000000') AS phone,
      CASE WHEN n % 50 = 0 THEN 'DISABLED' WHEN n % 33 = 0 THEN 'WAITING_FOR_PASSWORD' WHEN n % 97 = 0 THEN 'DELETED'
           ELSE 'ACTIVE' END AS state,
      CASE WHEN n % 5 > 0 THEN now() - abs(hashint4(n + 7) % 31536000) * interval '1 second' END AS last_sign_in_at,
      now() - abs(hashint4(n + 8) % 63072000) * interval '1 second' AS created_at,
      (SELECT array_agg(id ORDER BY id) FROM units WHERE organization_id = $1) AS units
  FROM generate_series($2::int, $3::int) AS n`;

const INTO = [
  `INSERT INTO users (id, organization_id, address, first_name, last_name, display_name, state, deleted_at, title,
       department, office_phone, last_sign_in_at, created_at, updated_at)
   SELECT id, $1, address, first_name, last_name, first_name || ' ' || last_name, state,
       CASE state WHEN 'DELETED' THEN now() END, title, department, phone, last_sign_in_at, created_at, created_at
   FROM people`,
  "INSERT INTO addresses SELECT address, $1, 'USER', id FROM people",
  `INSERT INTO memberships (organization_id, user_id, unit_id, account, name, state, last_sign_in_at)
   SELECT $1, u.id, p.units[1 + abs(hashint4(p.n + 9) % cardinality(p.units))], u.address, muster_fold(u.display_name),
       u.state, u.last_sign_in_at
   FROM people p JOIN users u ON u.id = p.id`,
  `INSERT INTO listings (organization_id, user_id, account, name, department, title, deleted, sign_in_method, created_at,
       phone, search)
   SELECT $1, u.id, u.address, muster_fold(u.display_name), muster_fold(u.department), muster_fold(u.title),
       u.state = 'DELETED', u.sign_in_method, u.created_at, muster_phone_order(u.office_phone, u.mobile_phone),
       muster_search_text(u.display_name, u.first_name, u.last_name, u.address, u.logon_name, u.department, u.title,
           u.office_phone, u.mobile_phone)
   FROM people p JOIN users u ON u.id = p.id`,
  "UPDATE last_uses v SET used_at = p.last_sign_in_at FROM people p WHERE v.user_id = p.id AND v.organization_id = $1",
  `INSERT INTO sign_in_accounts (user_id, organization_id, display_name, open, password_hash, password_set_at)
   SELECT id, $1, first_name || ' ' || last_name, state = 'ACTIVE',
       CASE WHEN state = 'ACTIVE' THEN h.password_hash END, h.password_set_at
   FROM people, (SELECT password_hash, password_set_at FROM sign_in_accounts
       WHERE organization_id = $1 AND password_hash IS NOT NULL LIMIT 1) h`,
  "INSERT INTO sign_in_names SELECT address, id FROM people",
];

const PORTION = 50_000;
const TABLES = "users, memberships, listings, last_uses, addresses, sign_in_accounts, sign_in_names";

/** The indexes that nothing but reading needs; made once over all rows, as after a restored dump. */
async function secondaryIndexes(owner) {
  const { rows } = await owner.query(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
     FROM pg_index i WHERE i.indrelid IN ('memberships'::regclass, 'listings'::regclass) AND NOT i.indisunique`,
  );
  return rows;
}

/** Brings the organization from so many filled users to so many; they are spread over its units. */
export async function fill(owner, organization, from, to) {
  const indexes = await secondaryIndexes(owner);
  for (const index of indexes) {
    await owner.query(`DROP INDEX ${index.name}`);
  }
  for (let first = from + 1; first <= to; first += PORTION) {
    await owner.query("BEGIN");
    await owner.query("DROP TABLE IF EXISTS people");
    const last = Math.min(to, first + PORTION - 1);
    await owner.query(
      `CREATE TEMP TABLE people AS ${PEOPLE.replaceAll("$1", `'${organization}'`).replace("$2", first).replace("$3", last)}`,
    );
    for (const statement of INTO) {
      await owner.query(statement.replaceAll("$1", `'${organization}'::uuid`));
    }
    await owner.query("COMMIT");
  }
  await owner.query("SET maintenance_work_mem = '512MB'");
  for (const index of indexes) {
    await owner.query(index.definition);
  }
  await owner.query(`VACUUM (ANALYZE) ${TABLES}`);
}
