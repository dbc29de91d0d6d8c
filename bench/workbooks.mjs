// X1 and X2: many people from a workbook with a sheet for each mailbox, and a report on all users. There
// is no peer for either: what counts is that they end, and in how much memory.
import http from "node:http";
import { workbook } from "../console/e2e/xlsx.mjs";
import { job } from "./acts.mjs";
import { time } from "./measure.mjs";
import { memory } from "./server.mjs";

const PEOPLE = 5_000;
const MAILBOXES = 20;
/** As many as one mailbox takes. */
const ON_EACH = 1_000;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The highest resident memory of the server while something is done, in MiB. */
async function highest(server, act) {
  let most = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      most = Math.max(most, (await memory(server.pid, server.data)).process);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  })();
  try {
    return { answer: await act(), most: () => most };
  } finally {
    isOver = true;
    await watching;
  }
}

/** Sends octets, or reads them; answers how many came back, and the text of the few that a JSON has. */
function exchange(client, method, path, content) {
  return new Promise((resolve, reject) => {
    const cookies = client.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const csrf = client.cookies.find((cookie) => cookie.name === "XSRF-TOKEN").value;
    const headers = {
      Cookie: cookies,
      "X-XSRF-TOKEN": csrf,
      ...(content === undefined
        ? {}
        : { "Content-Type": XLSX, "Content-Length": content.length }),
    };
    const sent = http.request(new URL(path, client.address), { method, headers }, (answer) => {
      let octets = 0;
      const parts = [];
      answer.on("data", (part) => {
        octets += part.length;
        if (octets < 1_000_000) {
          parts.push(part);
        }
      });
      answer.on("end", () => {
        const text = Buffer.concat(parts).toString();
        if (answer.statusCode >= 400) {
          reject(new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 300)}`));
        } else {
          resolve({ octets, text });
        }
      });
      answer.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(content);
  });
}

/** A workbook of people with access to mailboxes, so many on each. */
async function filled(client, base) {
  const run = Date.now().toString(36);
  const { items: roles } = await client.get(`${base}/roles?level=MAILBOX&limit=500`);
  const reader = roles.find(({ name }) => name === "Reader").id;
  const address = (n) => `w${n}.${run}@book.example`;
  const people = Array.from({ length: PEOPLE }, (_, n) => [
    `First${n}`,
    `Last${n}`,
    address(n),
    "Y",
  ]);
  const sheets = {
    Users: [["First Name", "Last Name", "Email", "Create personal mailbox"], ...people],
  };
  for (let m = 0; m < MAILBOXES; m++) {
    const name = `Desk ${run} ${m}`;
    const { id } = await client.post(`${base}/mailboxes`, {
      name,
      address: `desk${m}.${run}@book.example`,
    });
    const rows = Array.from({ length: ON_EACH }, (_, n) => [
      address((m * ON_EACH + n) % PEOPLE),
      reader,
      "",
    ]);
    sheets[`Desk ${m}`] = [[`${name} - ${id}`], ["Email", "Roles", "Permissions"], ...rows];
  }
  return workbook(sheets);
}

export async function workbooks({ client, organization, server }) {
  const base = `/api/v1/organizations/${organization}`;
  const content = await filled(client, base);
  const { answer, most } = await highest(server, async () => {
    let started;
    const sending = await time(async () => {
      started = JSON.parse((await exchange(client, "POST", `${base}/workbooks`, content)).text);
    });
    return { sending, ended: await job(client, organization, started) };
  });
  const { sending, ended } = answer;
  return [
    {
      id: "X1",
      work: `a workbook of people with ${MAILBOXES} mailbox sheets: check and job`,
      users: PEOPLE,
      unit: "/s",
      own: { p50: PEOPLE / (sending / 1000 + ended.seconds), samples: 1 },
      facts: {
        octets: content.length,
        checkSeconds: sending / 1000,
        jobSeconds: ended.seconds,
        done: ended.done,
        failed: ended.failed,
      },
    },
    {
      id: "X1",
      work: "resident memory at its highest meanwhile, heap 512 MB",
      users: PEOPLE,
      unit: "MiB",
      own: { p50: most(), samples: 1 },
    },
  ];
}

export async function reports({ client, organization, users, server }) {
  const base = `/api/v1/organizations/${organization}`;
  const { answer, most } = await highest(server, async () => {
    const report = await client.post(`${base}/reports`);
    const ended = await job(client, organization, report);
    const files = {};
    for (const format of ["xlsx", "csv"]) {
      const path = `${base}/reports/${report.id}/file?format=${format}`;
      files[`${format}Seconds`] =
        (await time(async () => {
          files[`${format}Octets`] = (await exchange(client, "GET", path)).octets;
        })) / 1000;
    }
    return { seconds: ended.seconds, files };
  });
  return [
    {
      id: "X2",
      work: "a report on all users: the job, and the file as a workbook",
      users,
      unit: "/s",
      own: { p50: users / (answer.seconds + answer.files.xlsxSeconds), samples: 1 },
      facts: { jobSeconds: answer.seconds, ...answer.files },
    },
    {
      id: "X2",
      work: "resident memory at its highest meanwhile, heap 512 MB",
      users,
      unit: "MiB",
      own: { p50: most(), samples: 1 },
    },
  ];
}
