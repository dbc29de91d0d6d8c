import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import messages from "./messages.en.json";

const SERVER = join(import.meta.dirname, "../../../../server/src/main/java/io/muster");
const OTHERS = [
  "access/PasswordRules.java",
  "access/PasswordHash.java",
  "users/UserRule.java",
  "users/ProvisioningRefusals.java",
];

/** How a fault is made: its code is the first text, after at most two other arguments. */
const FAULT =
  /\b(?:Fault|Hopeless|Unreadable|Refused|Broken|fault|end|kept)\(\s*(?:[\w.()]+,\s*){0,2}"([a-z]+(?:[-.][a-z]+)*)",/g;
const RULE = /^ {4}[A-Z_]+\(\s*"(users\.[a-z-]+)"/gm;
const TOO_FEW = /\batLeast\(\s*broken,\s*"([a-z-]+)"/g;

test("every reason that the server gives for a row has words", () => {
  const codes = codesOfServer();
  expect(codes).toEqual(expect.arrayContaining(EXAMPLES));
  const wordless = codes.filter((code) => !(code.replaceAll(".", "-") in messages.reason));
  expect(wordless).toEqual([]);
});

/** One of each way of writing a code down, so that a new way of the server's is noticed here. */
const EXAMPLES = [
  "control-character",
  "cut-off",
  "kernel.fault",
  "signed-in",
  "too-few-digits",
  "unknown-scheme",
  "users.domain-foreign",
  "users.last-owner",
  "users.taken",
];

function codesOfServer(): string[] {
  const own = readdirSync(join(SERVER, "imports")).map((name) => `imports/${name}`);
  const codes = [...own, ...OTHERS].flatMap((file) => {
    const text = readFileSync(join(SERVER, file), "utf8");
    return [
      ...found(FAULT, text),
      ...found(RULE, text),
      ...found(TOO_FEW, text).map((sort) => `too-few-${sort}`),
    ];
  });
  return [...new Set(codes)].sort();
}

function found(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].flatMap(([, code]) => (code === undefined ? [] : [code]));
}
