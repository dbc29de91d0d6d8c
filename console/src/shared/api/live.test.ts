import { expect, test } from "vitest";
import { tells } from "./live";

const ACME = "01a201d5-7429-7000-ab70-008dc24dc05b";
const OTHER = "01a201d5-7429-7000-ab70-008dc24dc05c";

test("an event of an organization tells of what was read in it", () => {
  const event = { topic: "jobs", organizationId: ACME };
  expect(tells(event, ["jobs", ACME, "list", {}])).toBe(true);
  expect(tells(event, ["jobs", OTHER, "list", {}])).toBe(false);
  expect(tells(event, ["users", ACME, "list", {}])).toBe(false);
});

test("own notices are of every organization", () => {
  expect(tells({ topic: "notices", organizationId: ACME }, ["notices", "unread"])).toBe(true);
});

test("an event without an organization tells of all that was read of its topic", () => {
  expect(tells({ topic: "users" }, ["users", ACME, "list", {}])).toBe(true);
});
