import { answer, api, ifMatch, type Versioned, versioned } from "@shared/api/client";
import type { components, operations } from "@shared/api/schema";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

export type MailGroup = components["schemas"]["MailGroupView"];
export type MailGroupMember = components["schemas"]["MemberView"];
export type MailGroupEdit = { name: string; address: string; writers: MailGroup["writers"] };
export type MailGroupsQuery = NonNullable<operations["mailGroup_list"]["parameters"]["query"]>;
type CountQuery = NonNullable<operations["mailGroup_count"]["parameters"]["query"]>;
type Members = components["schemas"]["MailGroupMembers"];

const GROUPS = "/api/v1/organizations/{organizationId}/mail-groups";
const GROUP = "/api/v1/organizations/{organizationId}/mail-groups/{mailGroupId}";

export function mailGroupsQuery(organizationId: string, query: MailGroupsQuery) {
  return queryOptions({
    queryKey: ["mail-groups", organizationId, "list", query],
    queryFn: ({ signal }) =>
      answer(api.GET(GROUPS, { params: { path: { organizationId }, query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function mailGroupCountQuery(organizationId: string, query: CountQuery) {
  return queryOptions({
    queryKey: ["mail-groups", organizationId, "count", query],
    queryFn: ({ signal }) =>
      answer(api.GET(`${GROUPS}/count`, { params: { path: { organizationId }, query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function mailGroupQuery(organizationId: string, mailGroupId: string) {
  return queryOptions({
    queryKey: ["mail-groups", organizationId, "one", mailGroupId],
    queryFn: () => readMailGroup(organizationId, mailGroupId),
  });
}

export function membersQuery(organizationId: string, mailGroupId: string) {
  return queryOptions({
    queryKey: ["mail-groups", organizationId, "members", mailGroupId],
    queryFn: () =>
      answer(api.GET(`${GROUP}/members`, { params: { path: { organizationId, mailGroupId } } })),
  });
}

export function readMailGroup(
  organizationId: string,
  mailGroupId: string,
): Promise<Versioned<MailGroup>> {
  return versioned(api.GET(GROUP, { params: { path: { organizationId, mailGroupId } } }));
}

export function createMailGroup(
  organizationId: string,
  body: MailGroupEdit,
  idempotencyKey: string,
): Promise<MailGroup> {
  return answer(
    api.POST(GROUPS, {
      params: { path: { organizationId } },
      body,
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

export function saveMailGroup(
  organizationId: string,
  mailGroupId: string,
  body: MailGroupEdit,
  etag: string,
): Promise<MailGroup> {
  return answer(
    api.PUT(GROUP, {
      params: { path: { organizationId, mailGroupId } },
      body,
      headers: ifMatch(etag),
    }),
  );
}

export function deleteMailGroup(organizationId: string, mailGroupId: string): Promise<unknown> {
  return answer(api.DELETE(GROUP, { params: { path: { organizationId, mailGroupId } } }));
}

export function addMembers(
  organizationId: string,
  mailGroupId: string,
  addresses: string[],
): Promise<Members> {
  return answer(
    api.POST(`${GROUP}/members`, {
      params: { path: { organizationId, mailGroupId } },
      body: { addresses },
    }),
  );
}

export function removeMember(
  organizationId: string,
  mailGroupId: string,
  address: string,
): Promise<Members> {
  return answer(
    api.POST(`${GROUP}/members/actions/remove`, {
      params: { path: { organizationId, mailGroupId } },
      body: { addresses: [address] },
    }),
  );
}
