// Ways into the database of a running Muster: as its owner, and as a hand-written query would come.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

/** A connection as the owner, whom row-level security doesn't hold. */
export async function connect(data, database = "muster") {
  const pid = await readFile(join(data, "postgres/cluster/postmaster.pid"), "utf8");
  const password = await readFile(join(data, "secrets/database.password"), "utf8");
  const client = new pg.Client({
    host: "127.0.0.1",
    port: Number(pid.split("\n")[3]),
    user: "muster",
    database,
    password: password.trim(),
  });
  await client.connect();
  return client;
}
