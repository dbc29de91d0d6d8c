import { base } from "@shared/api/base";
import { csrfHeader } from "@shared/api/client";
import { problemFrom, unreachable } from "@shared/api/problem";
import type { Reading, UserImport } from "./queries";

interface Options {
  readonly signal: AbortSignal;
  /** Told how many bytes are on their way; all of them are while the server reads the file. */
  readonly onSent: (bytes: number) => void;
}

/**
 * Sends the file itself, with what is known better than the server finds out. The one call that isn't
 * made by fetch, which tells nobody how far a body is.
 */
export function uploadFile(
  organizationId: string,
  file: File,
  reading: Reading,
  { signal, onSent }: Options,
): Promise<UserImport> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address(organizationId, file, reading));
    request.responseType = "text";
    request.setRequestHeader(
      "Content-Type",
      file.name.endsWith(".json") ? "application/json" : "text/csv",
    );
    for (const [name, value] of Object.entries(csrfHeader())) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = ({ loaded }) => onSent(Math.min(loaded, file.size));
    request.upload.onload = () => onSent(file.size);
    request.onerror = () => reject(unreachable());
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status === 201) {
        resolve(body as UserImport);
      } else {
        reject(problemFrom(new Response(null, { status: request.status }), body));
      }
    };
    const stop = () => {
      reject(new DOMException("The upload was stopped.", "AbortError"));
      request.abort();
    };
    signal.addEventListener("abort", stop, { once: true });
    request.send(file);
  });
}

export function isStopped(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

function address(organizationId: string, file: File, reading: Reading): string {
  const search = new URLSearchParams({ fileName: file.name });
  for (const [name, value] of Object.entries(reading)) {
    search.set(name, String(value));
  }
  return `${base}/api/v1/organizations/${encodeURIComponent(organizationId)}/imports?${search}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
