import { describe, expect, test } from "vitest";
import { parseAddresses } from "./addresses";
import { mentionsFile } from "./draft";
import { nodesOf } from "./folders";
import { FOLDERS, folder } from "./mail.fixtures";
import { blocksOf, piecesOf } from "./mail-text";

describe("plain text of a message", () => {
  test("is parted into what was written and what is quoted", () => {
    expect(blocksOf("Yes.\r\n> When?\r\n>> Who?\nAnn")).toEqual([
      { isQuote: false, lines: ["Yes."] },
      { isQuote: true, lines: ["> When?", ">> Who?"] },
      { isQuote: false, lines: ["Ann"] },
    ]);
  });

  test.each([
    ["see https://a.example/x.", "https://a.example/x"],
    ["(https://a.example/x)", "https://a.example/x"],
    ["https://a.example/x_(y)", "https://a.example/x_(y)"],
    ['"http://a.example"', "http://a.example"],
    ["write to ann@a.example!", "mailto:ann@a.example"],
  ])("has a link in %s", (text, link) => {
    expect(piecesOf(text).flatMap((piece) => piece.link ?? [])).toEqual([link]);
    expect(
      piecesOf(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "ftp://a.example", "file:///etc/x"])(
    "never links %s",
    (text) => {
      expect(piecesOf(text)).toEqual([{ text }]);
    },
  );
});

describe("what is typed as recipients", () => {
  test.each([
    ["a@a.example, b@b.example", ["a@a.example", "b@b.example"]],
    ["a@a.example b@b.example", ["a@a.example", "b@b.example"]],
    ['"Stone, Bob" <b@b.example>;a@a.example\n', ["b@b.example", "a@a.example"]],
    ["Ann Fisher <a@a.example>", ["a@a.example"]],
    ["nonsense here", ["nonsense here"]],
    [" , ;", []],
  ])("%j", (text, addresses) => {
    expect(parseAddresses(text).map(({ address }) => address)).toEqual(addresses);
  });

  test("keeps the names", () => {
    expect(parseAddresses('"Stone, Bob" <b@b.example>')).toEqual([
      { name: "Stone, Bob", address: "b@b.example" },
    ]);
  });
});

describe("folders", () => {
  test("are a tree by their dots, the standard ones first", () => {
    const odd = folder("odd", { name: "Nowhere.Odd" });
    const lines = nodesOf([...FOLDERS, odd]).map(({ label, depth }) => `${depth} ${label}`);
    expect(lines).toEqual([
      "0 Inbox",
      "0 Drafts",
      "0 Sent",
      "0 Archive",
      "0 Junk",
      "0 Trash",
      "0 Harbour",
      "1 Cranes",
      "0 Nowhere.Odd",
    ]);
  });
});

test("a file is mentioned in one's own words only", () => {
  const letter = {
    mailboxId: "own",
    to: [],
    cc: [],
    bcc: [],
    subject: "",
    files: [],
    answerTo: undefined,
  };
  expect(mentionsFile({ ...letter, text: "See the attachment." })).toBe(true);
  expect(mentionsFile({ ...letter, text: "Thanks.\n> It is attached." })).toBe(false);
});
