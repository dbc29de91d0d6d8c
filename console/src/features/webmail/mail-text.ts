/** A run of lines of a plain message: what was written now, or what is quoted with ">". */
export interface Block {
  readonly isQuote: boolean;
  readonly lines: readonly string[];
}

export interface Piece {
  readonly text: string;
  /** Where it leads, for what looks like an address of the web or a mailbox. */
  readonly link?: string;
}

const LINK = /\bhttps?:\/\/[^\s<>"']+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;
/** A sentence's end, or a closing bracket without its opening one, is not part of the address before it. */
const TAIL = /[.,;:!?'"»”]+$/;

export function blocksOf(text: string): readonly Block[] {
  const blocks: { isQuote: boolean; lines: string[] }[] = [];
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    const isQuote = line.startsWith(">");
    const last = blocks.at(-1);
    if (last?.isQuote === isQuote) {
      last.lines.push(line);
    } else {
      blocks.push({ isQuote, lines: [line] });
    }
  }
  return blocks;
}

/** Text in which addresses of the web (http and https alone) and mailboxes are links. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(LINK)) {
    const address = withoutTail(found);
    if (index > end) {
      pieces.push({ text: text.slice(end, index) });
    }
    const isWeb = /^https?:/i.test(address);
    pieces.push({ text: address, link: isWeb ? address : `mailto:${address}` });
    end = index + address.length;
  }
  if (end < text.length) {
    pieces.push({ text: text.slice(end) });
  }
  return pieces;
}

function withoutTail(found: string): string {
  const address = found.replace(TAIL, "");
  const isClosedOnly = address.endsWith(")") && !address.includes("(");
  return isClosedOnly ? address.slice(0, -1).replace(TAIL, "") : address;
}
