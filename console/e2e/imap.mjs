import assert from "node:assert/strict";
import { connect } from "node:tls";

const PATIENCE = 30_000;

/**
 * Waits for a letter in somebody's INBOX, read by IMAP as a mail program reads it: over TLS, with IDLE
 * while it is not there.
 *
 * @param {{ address: string, password: string }} person
 * @param {RegExp} wanted what the letter says
 * @returns {Promise<RegExpExecArray>}
 */
export async function letter({ address, password }, wanted) {
  const socket = connect({
    host: "127.0.0.1",
    port: Number(process.env.MUSTER_MAIL_IMAPS_PORT),
    // The certificate of a server that was just set up is its own.
    rejectUnauthorized: false,
  });
  socket.setEncoding("utf8");
  socket.setTimeout(PATIENCE, () =>
    socket.destroy(new Error(`${address} got no letter with ${wanted}`)),
  );
  try {
    const session = dialogue(socket);
    await session.until(/^\* OK.*\r\n/m);
    await session.command(`LOGIN ${quoted(address)} ${quoted(password)}`);
    let told = await session.command("SELECT INBOX");
    for (;;) {
      while (/^\* [1-9]\d* EXISTS/m.test(told)) {
        told = await session.command("UID FETCH 1:* (BODY.PEEK[])");
        const found = wanted.exec(told.replaceAll("=\r\n", "").replaceAll("=3D", "="));
        if (found !== null) {
          return found;
        }
      }
      session.send("IDLE");
      told = await session.until(/^\* \d+ EXISTS\r\n/m);
      socket.write("DONE\r\n");
      told += await session.answer();
    }
  } finally {
    socket.destroy();
  }
}

/** @param {string} text */
const quoted = (text) => `"${text.replaceAll(/["\\]/g, "\\$&")}"`;

/** @param {import("node:tls").TLSSocket} socket */
function dialogue(socket) {
  const chunks = socket[Symbol.asyncIterator]();
  let heard = "";
  let number = 0;
  /** @param {RegExp} end */
  const until = async (end) => {
    for (;;) {
      const found = end.exec(heard);
      if (found !== null) {
        const said = heard.slice(0, found.index + found[0].length);
        heard = heard.slice(said.length);
        return said;
      }
      const { done, value } = await chunks.next();
      assert.ok(done !== true, "the mail server hung up");
      heard += value;
    }
  };
  /** @param {string} command */
  const send = (command) => {
    number += 1;
    socket.write(`journey${number} ${command}\r\n`);
  };
  const answer = async () => {
    const said = await until(new RegExp(`^journey${number} (OK|NO|BAD).*\\r\\n`, "m"));
    assert.match(said, new RegExp(`^journey${number} OK`, "m"));
    return said;
  };
  return {
    until,
    send,
    answer,
    /** @param {string} line */
    command: async (line) => {
      send(line);
      return answer();
    },
  };
}
