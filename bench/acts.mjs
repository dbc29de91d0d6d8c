// P7: acts on all that match, as an administrator starts them, against one UPDATE of the same rows by hand.
import { time } from "./measure.mjs";

const MOST = 100_000;
const TENTH = "legal";

/** Starts a job and waits for its end; the seconds are the server's own, from the request to the last user. */
export async function job(client, organization, started) {
  const path = `/api/v1/organizations/${organization}/jobs/${started.jobId}`;
  for (;;) {
    const job = await client.get(path);
    if (job.endedAt !== null) {
      return { ...job, seconds: (Date.parse(job.endedAt) - Date.parse(job.createdAt)) / 1000 };
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Everybody but whoever asks, whose own session would end with an expired password. */
export async function acts({ client, owner, organization, users }) {
  const self = (await client.get("/api/v1/me")).user.id;
  const search = users > MOST ? TENTH : undefined;
  const base = `/api/v1/organizations/${organization}`;
  const { items: units } = await client.get(`${base}/units`);
  const selection = { filter: { search, state: ["ACTIVE"] }, except: [self] };
  const matching = search
    ? `SELECT user_id FROM memberships JOIN listings USING (organization_id, user_id)
       WHERE organization_id = '${organization}' AND state = 'ACTIVE' AND search LIKE '%${search}%'`
    : `SELECT user_id FROM memberships WHERE organization_id = '${organization}' AND state = 'ACTIVE'`;
  const touch = "version = version + 1, updated_at = now()";
  const works = [
    [
      "expire-password",
      {},
      `UPDATE sign_in_accounts SET must_change = true WHERE user_id IN (${matching})`,
    ],
    [
      "move",
      { unitId: units.at(-1).id },
      `UPDATE memberships SET unit_id = '${units.at(-2).id}' WHERE user_id IN (${matching})`,
    ],
    [
      "disable",
      { allowIncoming: true },
      `UPDATE users SET state = 'DISABLED', ${touch} WHERE id IN (${matching})`,
    ],
  ];
  const rows = [];
  for (const [act, options, sql] of works) {
    let byHand = 0;
    let touched = 0;
    await owner.query("BEGIN");
    byHand = await time(async () => {
      touched = (await owner.query(sql)).rowCount;
    });
    await owner.query("ROLLBACK");
    await owner.query("VACUUM users, memberships, listings, sign_in_accounts");
    const started = await client.post(`${base}/users/actions/${act}`, { selection, ...options });
    const ended = await job(client, organization, started);
    rows.push({
      work: `${act}, ${ended.done.toLocaleString("en")} users, audited`,
      goal: "100,000 in 15 s",
      users,
      unit: "s",
      own: { p50: ended.seconds, samples: 1 },
      peer: `one UPDATE of ${touched.toLocaleString("en")} rows by hand`,
      theirs: { p50: byHand / 1000, samples: 1 },
      ratio: ended.seconds / (byHand / 1000),
      facts: { done: ended.done, skipped: ended.skipped, failed: ended.failed },
    });
  }
  const back = { selection: { filter: { search, state: ["DISABLED"] }, except: [self] } };
  await job(client, organization, await client.post(`${base}/users/actions/enable`, back));
  await owner.query("VACUUM (ANALYZE) users, memberships, listings, sign_in_accounts");
  return rows;
}
