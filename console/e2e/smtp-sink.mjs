import { once } from "node:events";
import { createServer } from "node:net";

/**
 * A mail relay on loopback that takes every mail and keeps its text (RFC 5321, what a client needs of it).
 *
 * @returns {Promise<{ port: number, letters: string[], stop: () => Promise<void> }>}
 */
export async function startSink() {
  /** @type {string[]} */
  const letters = [];
  /** @type {Set<import("node:net").Socket>} */
  const open = new Set();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    talk(socket, letters);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const stop = async () => {
    for (const socket of open) {
      socket.destroy();
    }
    if (server.listening) {
      server.close();
      await once(server, "close");
    }
  };
  return { port, letters, stop };
}

/**
 * @param {import("node:net").Socket} socket
 * @param {string[]} letters filled with the mails as they come
 */
function talk(socket, letters) {
  let unread = "";
  /** @type {string[] | undefined} */
  let text;
  const say = (/** @type {string} */ line) => socket.write(`${line}\r\n`);
  say("220 sink ready");
  socket.setEncoding("utf8").on("data", (chunk) => {
    const lines = (unread + chunk).split("\r\n");
    unread = lines.pop() ?? "";
    for (const line of lines) {
      if (text !== undefined && line !== ".") {
        text.push(line);
      } else if (text !== undefined) {
        letters.push(text.join("\n"));
        text = undefined;
        say("250 taken");
      } else if (/^DATA/i.test(line)) {
        text = [];
        say("354 go on");
      } else if (/^QUIT/i.test(line)) {
        say("221 bye");
        socket.end();
      } else {
        say("250 ok");
      }
    }
  });
}
