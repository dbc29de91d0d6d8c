import { answer, api, ifMatch, versioned } from "@shared/api/client";
import type { components, operations } from "@shared/api/schema";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

export type Notice = components["schemas"]["NoticeView"];
export type NoticeChoice = components["schemas"]["NoticeChoice"];
export type OutboxMail = components["schemas"]["OutboxMail"];
export type OutboxQuery = NonNullable<operations["outbox_list"]["parameters"]["query"]>;
export type Relay = components["schemas"]["RelayView"];
export type RelayRequest = components["schemas"]["RelayRequest"];
export type RelayTestResult = components["schemas"]["RelayTestResult"];
export type Job = components["schemas"]["Job"];

const SHOWN_NOTICES = 50;
const MILLISECONDS_BETWEEN_LOOKS = 60_000;

export const noticesQuery = queryOptions({
  queryKey: ["notices", "list"],
  queryFn: ({ signal }) =>
    answer(api.GET("/api/v1/me/notices", { params: { query: { limit: SHOWN_NOTICES } }, signal })),
});

/** Live updates tell of every change; the interval is for a browser that can't hear them. */
export const unreadQuery = queryOptions({
  queryKey: ["notices", "unread"],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/me/notices/unread", { signal })),
  refetchInterval: MILLISECONDS_BETWEEN_LOOKS,
});

export function markRead(noticeId: string): Promise<unknown> {
  return answer(api.POST("/api/v1/me/notices/{noticeId}/read", { params: { path: { noticeId } } }));
}

/** Marks the newest notice shown, and all older ones. */
export function markReadUntil(until: string): Promise<unknown> {
  return answer(api.POST("/api/v1/me/notices/read", { body: { until } }));
}

export const choicesQuery = queryOptions({
  queryKey: ["notice-choices"],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/me/notice-choices", { signal })),
});

export function saveChoices(items: NoticeChoice[]): Promise<unknown> {
  return answer(api.PUT("/api/v1/me/notice-choices", { body: { items } }));
}

/** A job that a notice tells of, while it runs. */
export function runningJobQuery(organizationId: string, jobId: string) {
  return queryOptions({
    queryKey: ["jobs", organizationId, "one", jobId],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/jobs/{jobId}", {
          params: { path: { organizationId, jobId } },
          signal,
        }),
      ),
  });
}

export function outboxQuery(query: OutboxQuery) {
  return queryOptions({
    queryKey: ["outbox", "list", query],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/outbox", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function outboxCountQuery(
  query: NonNullable<operations["outbox_count"]["parameters"]["query"]>,
) {
  return queryOptions({
    queryKey: ["outbox", "count", query],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/outbox/count", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Reading a mail is written to the audit log, so it is not read again behind the reader's back. */
export function mailQuery(mailId: string) {
  return queryOptions({
    queryKey: ["outbox-mail", mailId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      answer(api.GET("/api/v1/outbox/{mailId}", { params: { path: { mailId } }, signal })),
  });
}

export function resend(mailId: string): Promise<OutboxMail> {
  return answer(api.POST("/api/v1/outbox/{mailId}/resend", { params: { path: { mailId } } }));
}

export function readRelay() {
  return versioned(api.GET("/api/v1/relay"));
}

export const relayQuery = queryOptions({ queryKey: ["relay"], queryFn: readRelay });

export function saveRelay(body: RelayRequest, etag: string): Promise<Relay> {
  return answer(api.PUT("/api/v1/relay", { body, headers: ifMatch(etag) }));
}

export function removeRelay(etag: string): Promise<unknown> {
  return answer(api.DELETE("/api/v1/relay", { headers: ifMatch(etag) }));
}

export function testRelay(to: string): Promise<RelayTestResult> {
  return answer(api.POST("/api/v1/relay/test", { body: { to } }));
}
