import createClient, { type Middleware } from "openapi-fetch";
import { base } from "./base";
import { problemFrom, unreachable } from "./problem";
import type { paths } from "./schema";

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/** The server compares this header with the cookie: a foreign site can send one but not read the other. */
const sendCsrfToken: Middleware = {
  onRequest({ request }) {
    if (!READING.has(request.method)) {
      for (const [name, value] of Object.entries(csrfHeader())) {
        request.headers.set(name, value);
      }
    }
    return request;
  },
};

/** For a request that isn't made by {@link api}. */
export function csrfHeader(): Readonly<Record<string, string>> {
  const token = cookie("XSRF-TOKEN");
  return token === undefined ? {} : { "X-XSRF-TOKEN": token };
}

/** A form passes its own key, kept over tries; any other POST is at least safe from a resend by the browser. */
const sendIdempotencyKey: Middleware = {
  onRequest({ request }) {
    if (request.method === "POST" && !request.headers.has("Idempotency-Key")) {
      request.headers.set("Idempotency-Key", idempotencyKey());
    }
    return request;
  },
};

const nameNetworkFaults: Middleware = {
  onError({ error }) {
    return isAbort(error) ? undefined : unreachable();
  },
};

/** The API, typed by docs/api/openapi.json. Calls go through {@link answer} or {@link versioned}. */
export const api = createClient<paths>({
  baseUrl: (globalThis.location?.origin ?? "") + base,
  // Looked up at each call, so that tests can stand in for the network.
  fetch: (request) => globalThis.fetch(request),
});
api.use(sendCsrfToken, sendIdempotencyKey, nameNetworkFaults);

type Call<T> = Promise<
  | { data: T; error?: never; response: Response }
  | { data?: never; error: unknown; response: Response }
>;

/** What the server answered; a refusal is thrown as a `ProblemError`. */
export async function answer<T>(call: Call<T>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) {
    throw problemFrom(response, error);
  }
  return data as T;
}

/** A representation with the version that the server will compare at the next save. */
export interface Versioned<T> {
  readonly value: T;
  readonly etag: string;
}

/** As {@link answer}, for a resource that is saved under If-Match later. */
export async function versioned<T>(call: Call<T>): Promise<Versioned<T>> {
  const { response } = await call;
  return { value: await answer(call), etag: response.headers.get("ETag") ?? "" };
}

/** The header of a save or delete: it is refused (412) when somebody else saved in between. */
export function ifMatch(etag: string): { "If-Match": string } {
  return { "If-Match": etag };
}

/** A new key for one intended act. Works without https too, where `crypto.randomUUID` is missing. */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function cookie(name: string): string | undefined {
  const start = `${name}=`;
  const found = document.cookie.split("; ").find((part) => part.startsWith(start));
  return found === undefined ? undefined : decodeURIComponent(found.slice(start.length));
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
