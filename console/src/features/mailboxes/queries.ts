import { answer, api, ifMatch, type Versioned, versioned } from "@shared/api/client";
import type { components, operations } from "@shared/api/schema";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

export type Mailbox = components["schemas"]["MailboxView"];
export type MailboxEdit = { name: string; address: string; visible: boolean };
export type MailboxesQuery = NonNullable<operations["mailbox_list"]["parameters"]["query"]>;
type CountQuery = NonNullable<operations["mailbox_count"]["parameters"]["query"]>;

const MAILBOXES = "/api/v1/organizations/{organizationId}/mailboxes";
const MAILBOX = "/api/v1/organizations/{organizationId}/mailboxes/{mailboxId}";

export function mailboxesQuery(organizationId: string, query: MailboxesQuery) {
  return queryOptions({
    queryKey: ["mailboxes", organizationId, "list", query],
    queryFn: ({ signal }) =>
      answer(api.GET(MAILBOXES, { params: { path: { organizationId }, query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function mailboxCountQuery(organizationId: string, query: CountQuery) {
  return queryOptions({
    queryKey: ["mailboxes", organizationId, "count", query],
    queryFn: ({ signal }) =>
      answer(
        api.GET(`${MAILBOXES}/count`, { params: { path: { organizationId }, query }, signal }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function mailboxQuery(organizationId: string, mailboxId: string) {
  return queryOptions({
    queryKey: ["mailboxes", organizationId, "one", mailboxId],
    queryFn: () => readMailbox(organizationId, mailboxId),
  });
}

export function readMailbox(
  organizationId: string,
  mailboxId: string,
): Promise<Versioned<Mailbox>> {
  return versioned(api.GET(MAILBOX, { params: { path: { organizationId, mailboxId } } }));
}

export function createMailbox(
  organizationId: string,
  body: MailboxEdit,
  idempotencyKey: string,
): Promise<Mailbox> {
  return answer(
    api.POST(MAILBOXES, {
      params: { path: { organizationId } },
      body,
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

export function saveMailbox(
  organizationId: string,
  mailboxId: string,
  body: MailboxEdit,
  etag: string,
): Promise<Mailbox> {
  return answer(
    api.PUT(MAILBOX, {
      params: { path: { organizationId, mailboxId } },
      body,
      headers: ifMatch(etag),
    }),
  );
}

export function archiveMailbox(
  organizationId: string,
  mailboxId: string,
  isArchived: boolean,
): Promise<Mailbox> {
  const params = { path: { organizationId, mailboxId } };
  return answer(
    isArchived
      ? api.POST(`${MAILBOX}/actions/archive`, { params })
      : api.POST(`${MAILBOX}/actions/unarchive`, { params }),
  );
}

export function deleteMailbox(
  organizationId: string,
  mailboxId: string,
  body: { confirmation: string; transferTo: string | null },
): Promise<unknown> {
  return answer(
    api.POST(`${MAILBOX}/actions/delete`, {
      params: { path: { organizationId, mailboxId } },
      body,
    }),
  );
}
