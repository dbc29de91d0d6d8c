import { describe, expect, test } from "vitest";
import { type AddressChange, readAddress, writeAddress } from "./table-address";
import type { Filter } from "./types";

const FILTERS: readonly Filter[] = [
  { kind: "search", name: "search", label: "Search" },
  {
    kind: "choice",
    name: "state",
    label: "State",
    isMultiple: true,
    options: [
      { value: "ACTIVE", label: "Active" },
      { value: "LOCKED", label: "Locked" },
    ],
  },
  { kind: "flag", name: "never", label: "Never" },
  { kind: "date", name: "before", label: "Before" },
];

const read = (text: string, prefix = "") =>
  readAddress(new URLSearchParams(text), prefix, FILTERS, ["name", "address"]);
const write = (text: string, change: AddressChange, prefix = "") =>
  writeAddress(new URLSearchParams(text), prefix, change).toString();

describe("the address of a list", () => {
  test("holds filters, sort, cursor, page size and columns", () => {
    expect(
      read(
        "search=ann&state=ACTIVE&state=LOCKED&never=true&before=2026-11-22&sort=-name&cursor=abc&limit=100&columns=name,address",
      ),
    ).toEqual({
      filters: {
        search: ["ann"],
        state: ["ACTIVE", "LOCKED"],
        never: ["true"],
        before: ["2026-11-22"],
      },
      sort: { name: "name", isDescending: true },
      cursor: "abc",
      limit: 100,
      columns: ["name", "address"],
    });
  });

  test("that somebody wrote himself leaves out what the list doesn't know", () => {
    expect(read("state=SOLD&never=1&before=tomorrow&sort=password&limit=100000&search=")).toEqual({
      filters: {},
      sort: undefined,
      cursor: undefined,
      limit: 50,
      columns: undefined,
    });
  });

  test("starts at the first page again when other rows are asked for", () => {
    expect(write("cursor=abc", { filters: { state: ["LOCKED"] } })).toBe("state=LOCKED");
    expect(write("cursor=abc", { sort: { name: "name", isDescending: true } })).toBe("sort=-name");
    expect(write("cursor=abc", { limit: 20 })).toBe("limit=20");
  });

  test("stays on its page when only columns change", () => {
    expect(write("cursor=abc", { columns: ["name"] })).toBe("cursor=abc&columns=name");
  });

  test("leaves alone what belongs to the page or to a second table", () => {
    expect(write("tab=roles&b.cursor=x&cursor=abc", { cursor: undefined })).toBe(
      "tab=roles&b.cursor=x",
    );
    expect(read("b.search=ann", "b.").filters).toEqual({ search: ["ann"] });
    expect(read("b.search=ann").filters).toEqual({});
  });
});
