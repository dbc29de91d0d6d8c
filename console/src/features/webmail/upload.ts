import { base } from "@shared/api/base";
import { csrfHeader, idempotencyKey } from "@shared/api/client";
import { problemFrom, unreachable } from "@shared/api/problem";
import type { components } from "@shared/api/schema";

export type Upload = components["schemas"]["MailUpload"];

interface Options {
  readonly signal: AbortSignal;
  /** Told which part of the file is on its way, from 0 to 1. */
  readonly onSent: (part: number) => void;
}

/** Sends a file that is to go with a message. Not made by fetch, which tells nobody how far a body is. */
export function uploadFile(file: File, { signal, onSent }: Options): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(
      "POST",
      `${base}/api/v1/me/mail/uploads?${new URLSearchParams({ name: file.name })}`,
    );
    request.responseType = "text";
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Idempotency-Key", idempotencyKey());
    for (const [name, value] of Object.entries(csrfHeader())) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = ({ loaded }) => onSent(Math.min(1, loaded / (file.size || 1)));
    request.onerror = () => reject(unreachable());
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status === 201) {
        resolve(body as Upload);
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
