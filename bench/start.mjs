// P9: how long a cold start takes to the first answer, and what memory the idle server has.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { summary } from "./measure.mjs";
import { memory, startServer } from "./server.mjs";

const STARTS = 3;
const IDLE_SECONDS = 20;

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Until an HTTP request is answered with 200; asked again and again from the first moment. */
export async function answered(url, begun) {
  for (;;) {
    try {
      const answer = await fetch(url);
      await answer.arrayBuffer();
      if (answer.status === 200) {
        return performance.now() - begun;
      }
    } catch {
      // Nobody listens yet.
    }
    await pause(0.05);
  }
}

export async function starts({ jar, port, keycloak }) {
  const folder = await mkdtemp(join(tmpdir(), "muster-start-"));
  const first = [];
  const again = [];
  const idle = [];
  try {
    for (let i = 0; i <= STARTS; i++) {
      const server = startServer(jar, folder, { port });
      const begun = performance.now();
      const taken = await answered(`http://localhost:${port}/actuator/health`, begun);
      const running = await server;
      (i === 0 ? first : again).push(taken / 1000);
      if (i === STARTS) {
        await pause(IDLE_SECONDS);
        idle.push(await memory(running.pid, join(running.data, "postgres/cluster")));
      }
      await running.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const theirs = keycloak === undefined ? undefined : await keycloak.starts(STARTS, IDLE_SECONDS);
  const against = (own, other) =>
    other === undefined
      ? {}
      : { peer: "Keycloak on a PostgreSQL that runs", theirs: other, ratio: own.p50 / other.p50 };
  const own = summary(again);
  const resident = { p50: idle[0].process, samples: 1 };
  return [
    { work: "first start with an empty folder", unit: "s", own: summary(first) },
    {
      work: "start to first answer, database included",
      goal: "half of Keycloak's",
      unit: "s",
      own,
      ...against(own, theirs?.start),
    },
    {
      work: `memory of the idle Java process`,
      goal: "half of Keycloak's",
      unit: "MiB",
      own: resident,
      ...against(resident, theirs?.memory),
    },
    {
      work: "memory of the idle PostgreSQL below it",
      unit: "MiB",
      own: { p50: idle[0].database, samples: 1 },
    },
  ];
}
