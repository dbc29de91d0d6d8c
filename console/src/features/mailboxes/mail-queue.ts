import { answer, api } from "@shared/api/client";
import type { components, operations } from "@shared/api/schema";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

export type QueuedMail = components["schemas"]["QueuedMail"];
export type QueueQuery = NonNullable<operations["mailQueue_list"]["parameters"]["query"]>;
type CountQuery = NonNullable<operations["mailQueue_count"]["parameters"]["query"]>;

const QUEUE = "/api/v1/organizations/{organizationId}/mail-queue";
const MILLISECONDS_BETWEEN_LOOKS = 10_000;

/** Mail leaves by itself: the list looks again as long as it is open. */
export function queueQuery(organizationId: string, query: QueueQuery) {
  return queryOptions({
    queryKey: ["mail-queue", organizationId, "list", query],
    queryFn: ({ signal }) =>
      answer(api.GET(QUEUE, { params: { path: { organizationId }, query }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: MILLISECONDS_BETWEEN_LOOKS,
  });
}

export function queueCountQuery(organizationId: string, query: CountQuery) {
  return queryOptions({
    queryKey: ["mail-queue", organizationId, "count", query],
    queryFn: ({ signal }) =>
      answer(api.GET(`${QUEUE}/count`, { params: { path: { organizationId }, query }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: MILLISECONDS_BETWEEN_LOOKS,
  });
}

export function retryMail(organizationId: string, queuedMailId: string): Promise<QueuedMail> {
  return answer(
    api.POST(`${QUEUE}/{queuedMailId}/retry`, {
      params: { path: { organizationId, queuedMailId } },
    }),
  );
}

export function giveMailUp(organizationId: string, queuedMailId: string): Promise<QueuedMail> {
  return answer(
    api.POST(`${QUEUE}/{queuedMailId}/give-up`, {
      params: { path: { organizationId, queuedMailId } },
    }),
  );
}
