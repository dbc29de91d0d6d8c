// What a program does with the API: one kept connection, cookies, the CSRF token echoed.
import http from "node:http";

export class Client {
  #agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  #cookies = new Map();

  constructor(address) {
    this.address = new URL(address);
  }

  get = (path) => this.send("GET", path);
  post = (path, body) => this.send("POST", path, body);

  /** The answer's body, read to its end; throws on any refusal. */
  async send(method, path, body, headers = {}) {
    const { status, text, location } = await this.raw(method, path, body, headers);
    if (status >= 400) {
      throw new Error(`${method} ${path}: ${status} ${text.slice(0, 300)}`);
    }
    return text === "" ? { location } : JSON.parse(text);
  }

  raw(method, path, body, headers = {}) {
    const json = body === undefined ? undefined : JSON.stringify(body);
    const options = {
      method,
      agent: this.#agent,
      headers: {
        ...(json === undefined
          ? {}
          : { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(json) }),
        Cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        "X-XSRF-TOKEN": this.#cookies.get("XSRF-TOKEN") ?? "",
        ...headers,
      },
    };
    return new Promise((resolve, reject) => {
      const request = http.request(new URL(path, this.address), options, (response) => {
        for (const cookie of response.headers["set-cookie"] ?? []) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
          this.#cookies.set(name, value);
        }
        const parts = [];
        response.on("data", (part) => parts.push(part));
        response.on("end", () =>
          resolve({
            status: response.statusCode,
            location: response.headers.location,
            text: Buffer.concat(parts).toString(),
          }),
        );
        response.on("error", reject);
      });
      request.on("error", reject);
      request.end(json);
    });
  }

  get cookies() {
    return [...this.#cookies].map(([name, value]) => ({ name, value, url: this.address.origin }));
  }

  async signIn(name, password) {
    await this.raw("GET", "/api/v1/me");
    await this.post("/api/v1/sign-in", { name, password });
  }

  close() {
    this.#agent.destroy();
  }
}
