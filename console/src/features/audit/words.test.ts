import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import messages from "./messages.en.json";

const SERVER = join(import.meta.dirname, "../../../../server/src/main/java/io/muster");

/** What an entry tells is over: `area.thing-done`. Kinds of jobs and reasons of refusals look otherwise. */
const ACTION = /"([a-z]+(?:-[a-z]+)*)\.((?:[a-z]+-)*[a-z]*(?:ed|made|sent|undone|read|up))"/g;

/** Reasons for which something was not done. */
const REASONS = [
  "imports.removed",
  "mailboxes.user-deleted",
  "mailboxes.user-disabled",
  "users.domain-unproved",
  "users.offboarding-planned",
  "workbooks.removed",
];

/** Other refusals, and kinds of jobs. */
const OTHERS = /\.not-|\.(?:already|remove-expired|purge-deleted)$/;

test("everything that the server writes into the log has words", () => {
  const codes = codesOfServer();
  expect(codes).toEqual(
    expect.arrayContaining([
      "access.passkey-added",
      "mailengine.mail-given-up",
      "notifications.mail-read",
      "users.password-link-sent",
      "users.renamed",
    ]),
  );
  const actions: Record<string, Record<string, string>> = messages.actions;
  const wordless = codes.filter((code) => {
    const [area = "", action = ""] = code.split(".");
    return !(action in (actions[area] ?? {}) && area in messages.areas);
  });
  expect(wordless).toEqual([]);
});

function codesOfServer(): string[] {
  const areas = new Set([...modules(), ...Object.keys(messages.areas)]);
  const codes = modules().flatMap((module) =>
    sources(module).flatMap((name) =>
      [...readFileSync(join(SERVER, module, name), "utf8").matchAll(ACTION)].flatMap(
        ([, area = "", action = ""]) => (areas.has(area) ? [`${area}.${action}`] : []),
      ),
    ),
  );
  return [...new Set(codes)].filter((code) => !(REASONS.includes(code) || OTHERS.test(code)));
}

/** What the bell tells is no entry of the log, though some of it has the same code. */
function sources(module: string): string[] {
  return readdirSync(join(SERVER, module)).filter((name) => name !== "NoticeKind.java");
}

function modules(): string[] {
  return readdirSync(SERVER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}
