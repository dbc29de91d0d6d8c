// How a server begins: with a jar, a data folder and everybody at once.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { startServer } from "./server.mjs";

const FIRST_REQUESTS = 200;
const PATIENCE_SECONDS = 120;

test("a server that just started answers two hundred first requests that come at once", async () => {
  const jar = process.env.MUSTER_JAR ?? "";
  const log = join(process.env.MUSTER_RESULTS ?? "", "start-server.log");
  const server = await startServer(jar, log);
  try {
    const paths = [
      "/",
      "/sign-in",
      "/api/v1/me",
      "/api/v1/organizations",
      "/api/v1/nothing",
      "/api/openapi.json",
      "/actuator/health",
      "/assets/nothing.js",
    ];
    const answers = await Promise.all(
      Array.from({ length: FIRST_REQUESTS }, async (_, number) => {
        // A body that is no JSON takes the paths on which errors are told.
        const posts = number % 3 === 0;
        const answer = await fetch(server.address + paths[number % paths.length], {
          signal: AbortSignal.timeout(PATIENCE_SECONDS * 1000),
          ...(posts ? { method: "POST", body: "{" } : {}),
        });
        await answer.arrayBuffer();
        return answer.status;
      }),
    );
    assert.equal(answers.length, FIRST_REQUESTS);
    assert.deepEqual(
      answers.filter((status) => status >= 500),
      [],
    );
  } finally {
    await server.stop();
  }
});
