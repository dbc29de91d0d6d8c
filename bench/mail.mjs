// P11: mail over SMTP and IMAP as programs speak them: deliveries, fetches and sign-ins a second, one letter to
// everybody, and the search index made anew.
import { createConnection } from "node:net";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { job } from "./acts.mjs";
import { inTurn, median, summary, time } from "./measure.mjs";
import { bare, libraries } from "./passwords.mjs";
import { memory } from "./server.mjs";

const CONNECTIONS = 8;
const SECONDS = 15;
const ROUNDS = 3;
const FETCHED = 500;
/** RFC 5321 4.5.3.1.8: a server takes so many of one message at least. */
const RECIPIENTS = 100;
const TEXT = `${"Lorem ipsum dolor sit amet, consectetur adipiscing elit. ".repeat(20)}\r\n`;

/** A conversation line by line. */
class Lines {
  #socket;
  #rest = "";
  #waiting = [];

  static async open(port, isEncrypted = false) {
    const lines = new Lines();
    lines.#socket = isEncrypted
      ? connectTls({ port, host: "127.0.0.1", rejectUnauthorized: false })
      : createConnection({ port, host: "127.0.0.1", noDelay: true });
    lines.#socket.setEncoding("latin1");
    lines.#socket.on("data", (octets) => lines.#take(octets));
    lines.#socket.on("error", (error) => lines.#end(error));
    lines.#socket.on("close", () => lines.#end(new Error("the server hung up")));
    return lines;
  }

  #end(error) {
    for (const { reject } of this.#waiting.splice(0)) {
      reject(error);
    }
  }

  #take(octets) {
    this.#rest += octets;
    const [first] = this.#waiting;
    const match = first?.last.exec(this.#rest);
    if (match) {
      this.#waiting.shift();
      const said = this.#rest;
      this.#rest = "";
      if (match[1] === first.good) {
        first.resolve(said);
      } else {
        first.reject(new Error(said.slice(-300)));
      }
    }
  }

  /** The answer up to the line that ends it. */
  answer(last, good) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ last, good, resolve, reject });
    });
  }

  say(line, last, good) {
    const answer = this.answer(last, good);
    this.#socket.write(`${line}\r\n`);
    return answer;
  }

  close() {
    this.#socket.destroy();
  }
}

const REPLY = /(?:^|\n)(\d)\d\d [^\n]*\r\n$/;

/** @returns a conversation in which the next message can begin */
async function smtp(port) {
  const lines = await Lines.open(port);
  await lines.answer(REPLY, "2");
  await lines.say("EHLO bench.example", REPLY, "2");
  return lines;
}

/**
 * Hands one message over; the milliseconds that the answers about the recipients took beyond those to as many
 * commands about which nobody needs to be asked.
 */
async function deliver(lines, recipients, number, isTimed = false) {
  const content = `From: a@elsewhere.example\r\nSubject: bench ${number}\r\nMessage-ID: <${number}.${performance.now()}@elsewhere.example>\r\n\r\n${TEXT}word${number}\r\n`;
  await lines.say(`MAIL FROM:<a@elsewhere.example> SIZE=${content.length}`, REPLY, "2");
  const asked = await time(async () => {
    for (const recipient of recipients) {
      await lines.say(`RCPT TO:<${recipient}>`, REPLY, "2");
    }
  });
  const idle = isTimed ? await time(() => lines.say("NOOP", REPLY, "2")) : 0;
  await lines.say("DATA", REPLY, "3");
  await lines.say(`${content}.`, REPLY, "2");
  return asked - idle * recipients.length;
}

async function deliveries(port, addresses) {
  let delivered = 0;
  let asked = 0;
  let spent = 0;
  const end = performance.now() + SECONDS * 1000;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const lines = await smtp(port);
      while (performance.now() < end) {
        const at = performance.now();
        const number = delivered++;
        asked += await deliver(lines, [addresses[number % addresses.length]], number, true);
        spent += performance.now() - at;
      }
      lines.close();
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  return { perSecond: delivered / seconds, each: spent / delivered, asked: asked / delivered };
}

async function letterToAll(port, addresses, messages) {
  const portions = [];
  for (let at = 0; at < addresses.length; at += RECIPIENTS) {
    portions.push(addresses.slice(at, at + RECIPIENTS));
  }
  const work = Array.from({ length: messages }, (_, number) =>
    portions.map((recipients) => ({ number, recipients })),
  ).flat();
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const lines = await smtp(port);
      for (let one = work.shift(); one !== undefined; one = work.shift()) {
        await deliver(lines, one.recipients, one.number);
      }
      lines.close();
    }),
  );
  return (performance.now() - begun) / 1000;
}

const TAGGED = /(?:^|\n)a (\w+) [^\n]*\r\n$/;

async function imap(port, name, password) {
  const lines = await Lines.open(port, true);
  await lines.answer(/^(\*) OK [^\n]*\r\n$/, "*");
  await lines.say(`a LOGIN ${name} "${password}"`, TAGGED, "OK");
  return lines;
}

async function signIns(port, names, password) {
  let done = 0;
  const begun = performance.now();
  const end = begun + SECONDS * 1000;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() < end) {
        (await imap(port, names.next().value, password)).close();
        done++;
      }
    }),
  );
  return done / ((performance.now() - begun) / 1000);
}

async function fetches({ ports, owner, name, user, administrator }) {
  const lines = await smtp(ports.smtp);
  for (let number = 0; number < FETCHED; number++) {
    await deliver(lines, [name], number);
  }
  lines.close();
  const program = await imap(ports.imaps, name, administrator.password);
  await program.say("a SELECT INBOX", TAGGED, "OK");
  const [own, theirs] = await inTurn(
    [
      () => program.say(`a FETCH 1:${FETCHED} (BODY.PEEK[])`, TAGGED, "OK"),
      () =>
        owner.query(
          `SELECT m.uid, m.header, m.body FROM mail_messages m JOIN mail_folders f ON f.id = m.folder_id
           WHERE f.owner_id = $1 AND f.name = 'INBOX' ORDER BY m.uid LIMIT ${FETCHED}`,
          [user],
        ),
    ],
    { warmUp: 5, samples: 30 },
  );
  program.close();
  const perSecond = ({ p50, samples }) => ({ p50: (FETCHED * 1000) / p50, samples });
  return { own: perSecond(own), theirs: perSecond(theirs) };
}

async function reindex({ client, owner, organization, user }) {
  const { rows } = await owner.query(
    "SELECT coalesce(sum(messages), 0)::int AS n FROM mail_folders WHERE owner_id = $1",
    [user],
  );
  const started = await client.post(
    `/api/v1/organizations/${organization}/users/${user}/actions/reindex`,
    {},
  );
  const { seconds } = await job(client, organization, started);
  return { perSecond: rows[0].n / seconds, messages: rows[0].n };
}

export async function mail(context) {
  const { server, owner, organization, jar, administrator, samples } = context;
  const ports = server.mail();
  const { rows } = await owner.query(
    `SELECT u.id, u.address, a.password_hash FROM users u JOIN sign_in_accounts a ON a.user_id = u.id
     WHERE u.organization_id = $1 AND u.state = 'ACTIVE' AND a.password_hash IS NOT NULL AND u.address LIKE '%@fill.example'
     ORDER BY u.id LIMIT 10000`,
    [organization],
  );
  const addresses = rows.map((row) => row.address);
  const idle = await memory(server.pid, join(server.data, "postgres/cluster"));
  await deliveries(ports.smtp, addresses);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push(await deliveries(ports.smtp, addresses));
  }
  const perSecond = median(rounds.map((round) => round.perSecond));
  // The recipient is asked about once more when the message is whole.
  const without = median(
    rounds.map(({ perSecond: all, each, asked }) => (all * each) / (each - 2 * Math.max(0, asked))),
  );
  const [reader] = rows;
  const fetched = await fetches({ ...context, ports, name: reader.address, user: reader.id });
  const names = addresses.slice(1).values();
  const logins = [];
  const hashes = [];
  for (let round = 0; round < ROUNDS; round++) {
    hashes.push(await bare(libraries(jar), SECONDS, administrator.password, reader.password_hash));
    logins.push(await signIns(ports.imaps, names, administrator.password));
  }
  const seconds = await letterToAll(ports.smtp, addresses, samples);
  const indexed = await reindex({ ...context, user: reader.id });
  const busy = await memory(server.pid, join(server.data, "postgres/cluster"));
  return [
    {
      work: `SMTP deliveries, ${CONNECTIONS} connections, a recipient each`,
      users: addresses.length,
      goal: "90 % of the engine without our checks",
      unit: "/s",
      own: { p50: perSecond, samples: ROUNDS },
      peer: "the same, less what our answers on recipients take above a NOOP",
      theirs: { p50: without, samples: ROUNDS },
      ratio: perSecond / without,
    },
    {
      work: `IMAP fetch of whole messages, ${FETCHED} at once`,
      users: addresses.length,
      unit: "/s",
      own: fetched.own,
      peer: "the same rows by SQL",
      theirs: fetched.theirs,
      ratio: fetched.own.p50 / fetched.theirs.p50,
    },
    {
      work: `IMAP sign-ins by TLS, ${CONNECTIONS} connections`,
      users: addresses.length,
      unit: "/s",
      own: { p50: median(logins), samples: ROUNDS },
      peer: `the Argon2id loop alone, ${SECONDS} s in turn`,
      theirs: { p50: median(hashes), samples: ROUNDS },
      ratio: median(logins) / median(hashes),
    },
    {
      work: `${samples} messages to each of them, ${RECIPIENTS} recipients at once`,
      users: addresses.length,
      unit: "copies/s",
      own: { p50: (samples * addresses.length) / seconds, samples: 1 },
      facts: { seconds },
    },
    {
      work: "search index of a mailbox anew",
      users: addresses.length,
      unit: "messages/s",
      own: { p50: indexed.perSecond, samples: 1 },
      facts: indexed,
    },
    ...[
      ["before any mail", idle],
      ["after all of it", busy],
    ].map(([when, now]) => ({
      work: `resident memory ${when}`,
      users: addresses.length,
      unit: "MiB",
      own: summary([now.process]),
      facts: now,
    })),
  ];
}
