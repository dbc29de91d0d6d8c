import type { MailAddress } from "./types";

/** What was typed or pasted as recipients: "Ann <ann@a.example>, b@b.example; ..." in any mixture. */
export function parseAddresses(text: string): MailAddress[] {
  return split(text)
    .map((one) => one.trim())
    .filter((one) => one !== "")
    .map(parseOne);
}

/** Parts at commas, semicolons and line ends, but not inside of quotes or angle brackets. */
function split(text: string): string[] {
  const parts = [""];
  let isQuoted = false;
  let isBracketed = false;
  for (const sign of text) {
    if (sign === '"') {
      isQuoted = !isQuoted;
    } else if (sign === "<" || sign === ">") {
      isBracketed = sign === "<";
    }
    const isEnd = /[,;\n\r]/.test(sign) && !isQuoted && !isBracketed;
    if (isEnd) {
      parts.push("");
    } else {
      parts.push(`${parts.pop() ?? ""}${sign}`);
    }
  }
  return parts.flatMap((part) => (part.includes("<") ? [part] : bareOf(part)));
}

/** Addresses that were pasted with blanks alone between them. */
function bareOf(part: string): string[] {
  const words = part.trim().split(/\s+/);
  return words.length > 1 && words.every((word) => word.includes("@")) ? words : [part];
}

function parseOne(text: string): MailAddress {
  const [, name = "", address = ""] = /^(.*?)<([^<>]*)>\s*$/s.exec(text) ?? [];
  return address === ""
    ? { name: "", address: text }
    : { name: name.trim().replace(/^"(.*)"$/s, "$1"), address: address.trim() };
}

/** Whether it can be an address at all; the server knows better which ones there are. */
export function isAddress({ address }: MailAddress): boolean {
  return address.length <= 320 && /^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(address);
}

/** As it is read: the name, or the address where there is none. */
export function nameOf({ name, address }: MailAddress): string {
  return name === "" ? address : name;
}

/** As it is written in full. */
export function fullOf({ name, address }: MailAddress): string {
  return name === "" ? address : `${name} <${address}>`;
}

export function isSameAddress(one: MailAddress, other: MailAddress): boolean {
  return one.address.toLowerCase() === other.address.toLowerCase();
}
