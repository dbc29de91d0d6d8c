import { answer, api, ifMatch, type Versioned, versioned } from "@shared/api/client";
import type { components, operations } from "@shared/api/schema";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

export type MailboxGroup = components["schemas"]["MailboxGroupView"];
export type MailboxGroupsQuery = NonNullable<
  operations["mailboxGroup_list"]["parameters"]["query"]
>;
type CountQuery = NonNullable<operations["mailboxGroup_count"]["parameters"]["query"]>;

/** How many mailboxes one act puts into a group or takes out. */
export const MOST_AT_ONCE = 500;

const GROUPS = "/api/v1/organizations/{organizationId}/mailbox-groups";
const GROUP = "/api/v1/organizations/{organizationId}/mailbox-groups/{mailboxGroupId}";

export function mailboxGroupsQuery(organizationId: string, query: MailboxGroupsQuery) {
  return queryOptions({
    queryKey: ["mailboxes", organizationId, "groups", query],
    queryFn: ({ signal }) =>
      answer(api.GET(GROUPS, { params: { path: { organizationId }, query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** All groups, to choose from: an organization has no more than a page holds. */
export function allMailboxGroupsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["mailboxes", organizationId, "all-groups"],
    queryFn: async ({ signal }) =>
      (
        await answer(
          api.GET(GROUPS, { params: { path: { organizationId }, query: { limit: 500 } }, signal }),
        )
      ).items,
  });
}

export function mailboxGroupCountQuery(organizationId: string, query: CountQuery) {
  return queryOptions({
    queryKey: ["mailboxes", organizationId, "group-count", query],
    queryFn: ({ signal }) =>
      answer(api.GET(`${GROUPS}/count`, { params: { path: { organizationId }, query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function mailboxGroupQuery(organizationId: string, mailboxGroupId: string) {
  return queryOptions({
    queryKey: ["mailboxes", organizationId, "group", mailboxGroupId],
    queryFn: () => readMailboxGroup(organizationId, mailboxGroupId),
  });
}

export function readMailboxGroup(
  organizationId: string,
  mailboxGroupId: string,
): Promise<Versioned<MailboxGroup>> {
  return versioned(api.GET(GROUP, { params: { path: { organizationId, mailboxGroupId } } }));
}

export function createMailboxGroup(
  organizationId: string,
  name: string,
  idempotencyKey: string,
): Promise<MailboxGroup> {
  return answer(
    api.POST(GROUPS, {
      params: { path: { organizationId } },
      body: { name },
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

export function renameMailboxGroup(
  organizationId: string,
  mailboxGroupId: string,
  name: string,
  etag: string,
): Promise<MailboxGroup> {
  return answer(
    api.PUT(GROUP, {
      params: { path: { organizationId, mailboxGroupId } },
      body: { name },
      headers: ifMatch(etag),
    }),
  );
}

export function deleteMailboxGroup(
  organizationId: string,
  mailboxGroupId: string,
): Promise<unknown> {
  return answer(api.DELETE(GROUP, { params: { path: { organizationId, mailboxGroupId } } }));
}

export function putIntoGroup(
  organizationId: string,
  mailboxGroupId: string,
  mailboxIds: string[],
): Promise<MailboxGroup> {
  return answer(
    api.POST(`${GROUP}/mailboxes`, {
      params: { path: { organizationId, mailboxGroupId } },
      body: { mailboxIds },
    }),
  );
}

export function takeOutOfGroup(
  organizationId: string,
  mailboxGroupId: string,
  mailboxIds: string[],
): Promise<MailboxGroup> {
  return answer(
    api.POST(`${GROUP}/mailboxes/actions/remove`, {
      params: { path: { organizationId, mailboxGroupId } },
      body: { mailboxIds },
    }),
  );
}
