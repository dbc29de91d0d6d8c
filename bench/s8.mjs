// S8 for CSV and JSON: what a file made to do harm costs, in seconds and in heap. The server that takes them
// has no more heap than it uses idle and 64 MiB above it: what needed more would end it.
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Client } from "./client.mjs";
import { summary, time } from "./measure.mjs";
import { java, startServer } from "./server.mjs";

const SAMPLES = 5;
const SPARE_MIB = 64;
const SIZE = 20_000_000;
const HEAD = "E-mail,Notes\nann@bench.example,";

/** Refused as a whole (422), or taken with errors of single rows (201). */
const FILES = [
  ["a million columns", 422, () => Buffer.from(`E-mail${",".repeat(1_000_000)}\nann\n`)],
  ["a cell without end", 422, () => long(HEAD, "x")],
  ["a quoted cell without end", 422, () => long(`${HEAD}"`, "a,b\n")],
  ["a row without end", 422, () => long(HEAD, "x,")],
  ["characters of code zero without end", 422, () => long(HEAD, "\0")],
  ["UTF-16 without a mark, cut in a character", 201, () => cut(Buffer.from(people(), "utf16le"))],
  ["bytes of another encoding in each row", 201, () => Buffer.from(people(), "latin1")],
  ["characters of code zero in each row", 201, () => Buffer.from(people().replaceAll("ü", "\0"))],
  ["a formula in each row", 201, () => Buffer.from(people().replaceAll("Mü", "=1+1"))],
  ["JSON: a million settings of one user", 422, () => Buffer.from(`[{${keys(1_000_000)}}]`)],
  ["JSON: a setting that stands a million times", 422, () => long("[{", '"username":"ann",')],
  ["JSON: a setting that stands twice in each user", 201, () => json((name) => `${name},${name}`)],
  ["JSON: lists in lists without end", 422, () => long('[{"username":"ann","notes":', "[")],
  ["JSON: objects in objects without end", 422, () => long('{"clients":', '{"a":')],
  ["JSON: a text without end", 422, () => long('[{"username":"ann","notes":"', "x")],
  ["JSON: a name of a setting without end", 422, () => long('[{"username":"ann","', "x")],
  ["JSON: cut off", 422, () => cut(json((name) => name))],
  ["JSON: in UTF-16", 422, () => Buffer.from(json((name) => name).toString(), "utf16le")],
  ["JSON: in Latin-1", 422, () => latin1(json((name) => name))],
  ["JSON: 5,000 users and 20 MB of blanks in one line", 201, () => oneLine()],
  ["JSON: a million users with nothing in them", 422, () => Buffer.from(`[${empty()}]`)],
  ["JSON: the same before one who has a name", 201, () => named()],
];

function long(head, part) {
  return Buffer.from(head + part.repeat(SIZE / part.length));
}

function people() {
  const rows = Array.from({ length: 5_000 }, (_, n) => `p${n}@bench.example,Müller\n`);
  return `E-mail,Last name\n${rows.join("")}`;
}

/** 5,000 users; the settings of each are made of the one that names him. */
function json(settings) {
  const users = Array.from(
    { length: 5_000 },
    (_, n) => `{${settings(`"email":"p${n}@bench.example"`)},"lastName":"Müller"}`,
  );
  return Buffer.from(`[${users.join(",")}]`);
}

function keys(count) {
  return Array.from({ length: count }, (_, n) => `"k${n}":1`).join(",");
}

const empty = () => "{},".repeat(1_000_000).slice(0, -1);

const named = () => Buffer.from(`[${empty()},{"email":"ann@bench.example"}]`);

function latin1(bytes) {
  return Buffer.from(bytes.toString(), "latin1");
}

function oneLine() {
  const users = json((name) => name);
  return Buffer.concat([users.subarray(0, 1), Buffer.alloc(SIZE, " "), users.subarray(1)]);
}

function cut(bytes) {
  return bytes.subarray(0, bytes.length - 1);
}

/** Sends a file as the console does; its status. */
function upload(client, organization, content) {
  const url = new URL(
    `/api/v1/organizations/${organization}/imports?fileName=hostile`,
    client.address,
  );
  const cookies = client.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const csrf = client.cookies.find(({ name }) => name === "XSRF-TOKEN").value;
  const headers = { "Content-Type": "text/csv", Cookie: cookies, "X-XSRF-TOKEN": csrf };
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: "POST", headers }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode));
    });
    sending.on("error", reject);
    sending.end(content);
  });
}

/** MiB that are still in use after all that is garbage was thrown away. */
function heapInUse(pid) {
  const jcmd = java === "java" ? "jcmd" : join(dirname(java), "jcmd");
  execFileSync(jcmd, [String(pid), "GC.run"]);
  const told = execFileSync(jcmd, [String(pid), "GC.heap_info"], { encoding: "utf8" });
  const used = [...told.matchAll(/total \d+K, used (\d+)K/g)];
  return used.reduce((sum, [, kib]) => sum + Number(kib), 0) / 1024;
}

export async function s8({ jar, port, administrator }) {
  const folder = await mkdtemp(join(tmpdir(), "muster-hostile-"));
  let server = await startServer(jar, folder, { port, options: ["-XX:+UseSerialGC"] });
  try {
    const first = new Client(server.address);
    await first.raw("GET", "/api/v1/me");
    await first.post("/api/v1/setup", { token: server.setupToken(), ...administrator });
    first.close();
    const idle = heapInUse(server.pid);
    await server.stop();
    const heap = Math.ceil(idle) + SPARE_MIB;
    server = await startServer(jar, folder, {
      port,
      options: ["-XX:+UseSerialGC", `-Xmx${heap}m`, "-XX:+ExitOnOutOfMemoryError"],
    });
    const client = new Client(server.address);
    await client.signIn(administrator.address, administrator.password);
    const organization = (await client.get("/api/v1/me")).organizations[0].id;
    const rows = [];
    for (const [work, expected, make] of FILES) {
      const content = make();
      const taken = [];
      for (let sample = 0; sample < SAMPLES; sample++) {
        let status;
        taken.push(
          (await time(async () => (status = await upload(client, organization, content)))) / 1000,
        );
        if (status !== expected) {
          throw new Error(`${work}: ${status} instead of ${expected}`);
        }
      }
      const above = heapInUse(server.pid) - idle;
      const goal = `1 s, ${SPARE_MIB} MiB of heap over the idle ${Math.ceil(idle)}`;
      rows.push({
        id: "S8",
        work,
        unit: "s",
        own: summary(taken),
        goal,
        facts: { heapKeptMiB: above },
      });
    }
    client.close();
    return rows;
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
