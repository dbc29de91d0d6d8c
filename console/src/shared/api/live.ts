import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { base } from "./base";

/** Something changed on the server: queries whose key starts with the topic are read again. */
export interface LiveEvent {
  readonly topic: string;
  readonly organizationId?: string;
  readonly [fact: string]: unknown;
}

const ADDRESS = `${base}/api/v1/me/live`;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/**
 * Keeps one stream of live updates open while the tab is visible: browsers allow six connections to a
 * server over HTTP/1.1, and forgotten tabs must not use them up. Whatever was missed meanwhile is read
 * again when the stream is back. Used once, by the shell.
 */
export function useLive(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const stream = new LiveStream(queries);
    const follow = () => (document.hidden ? stream.close() : stream.open());
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      stream.close();
    };
  }, [queries]);
}

class LiveStream {
  private source: EventSource | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private wait = FIRST_WAIT;
  private hasMissedSome = false;
  private readonly queries: QueryClient;

  constructor(queries: QueryClient) {
    this.queries = queries;
  }

  open(): void {
    if (this.source !== undefined) {
      return;
    }
    const source = new EventSource(ADDRESS);
    this.source = source;
    source.onopen = () => {
      this.wait = FIRST_WAIT;
      if (this.hasMissedSome) {
        void this.queries.invalidateQueries();
      }
      this.hasMissedSome = true;
    };
    source.onmessage = ({ data }) => this.receive(data);
    source.onerror = () => {
      // EventSource gives up for good after an answer other than 200, so the next try is ours.
      this.close();
      this.retry = setTimeout(() => this.open(), this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    };
  }

  close(): void {
    clearTimeout(this.retry);
    this.source?.close();
    this.source = undefined;
  }

  private receive(text: string): void {
    const event = liveEvent(text);
    if (event !== undefined) {
      void this.queries.invalidateQueries({ predicate: ({ queryKey }) => tells(event, queryKey) });
    }
  }
}

const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Whether what was read under a key may be another now: ["users", organizationId, ...] only after an
 * event of that organization, ["notices", ...], which names none, after each of its topic.
 */
export function tells({ topic, organizationId }: LiveEvent, key: readonly unknown[]): boolean {
  const [of, organization] = key;
  const isOfOne = typeof organization === "string" && ID.test(organization);
  return (
    of === topic && (organizationId === undefined || !isOfOne || organization === organizationId)
  );
}

function liveEvent(text: string): LiveEvent | undefined {
  try {
    const event: unknown = JSON.parse(text);
    return typeof event === "object" && event !== null && "topic" in event
      ? (event as LiveEvent)
      : undefined;
  } catch {
    return undefined;
  }
}
