import { describe, expect, test } from "vitest";
import { bringsPasswords, mapped, namesSomebody, settingOf } from "./mapping";

describe("the mapping of columns", () => {
  test("names somebody by a username or an e-mail address", () => {
    expect(namesSomebody([null, "title"])).toBe(false);
    expect(namesSomebody(["title", "logonName"])).toBe(true);
    expect(namesSomebody(["address"])).toBe(true);
  });

  test("knows the setting that a change of a part is about", () => {
    expect(settingOf("work.postalCode")).toBe("workPostalCode");
    expect(settingOf("title")).toBe("title");
  });

  test("fills a setting from one column: the last that was chosen", () => {
    expect(mapped(["logonName", null, "title"], 1, "logonName")).toEqual([
      null,
      "logonName",
      "title",
    ]);
    expect(mapped(["logonName", "title"], 1, null)).toEqual(["logonName", null]);
  });

  test("brings passwords in clear or as hashes", () => {
    expect(bringsPasswords(["logonName", "mustChangePassword"])).toBe(false);
    expect(bringsPasswords(["logonName", "password"])).toBe(true);
    expect(bringsPasswords(["logonName", "passwordHash"])).toBe(true);
  });
});
