import { answer, api, ifMatch, type Versioned, versioned } from "@shared/api/client";
import type { components, operations } from "@shared/api/schema";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

export type Invitation = components["schemas"]["InvitationView"];
export type InvitationRequest = components["schemas"]["InvitationRequest"];
export type PromiseRequest = components["schemas"]["PromiseRequest"];
export type ListCheck = components["schemas"]["InvitationListCheck"];
export type ListFormat = components["schemas"]["InvitationListRequest"]["format"];
export type OwnInvitation = components["schemas"]["OwnInvitation"];
export type RegistrationOffer = components["schemas"]["RegistrationView"];
export type Registration = components["schemas"]["RegistrationRequest"];
export type InvitationsQuery = NonNullable<operations["invitation_list"]["parameters"]["query"]>;
type CountQuery = NonNullable<operations["invitation_count"]["parameters"]["query"]>;

const INVITATIONS = "/api/v1/organizations/{organizationId}/invitations";
const INVITATION = "/api/v1/organizations/{organizationId}/invitations/{invitationId}";
const MINE = "/api/v1/me/invitations";

export function invitationsQuery(organizationId: string, query: InvitationsQuery) {
  return queryOptions({
    queryKey: ["invitations", organizationId, "list", query],
    queryFn: ({ signal }) =>
      answer(api.GET(INVITATIONS, { params: { path: { organizationId }, query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function invitationCountQuery(organizationId: string, query: CountQuery) {
  return queryOptions({
    queryKey: ["invitations", organizationId, "count", query],
    queryFn: ({ signal }) =>
      answer(
        api.GET(`${INVITATIONS}/count`, { params: { path: { organizationId }, query }, signal }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function invitationQuery(organizationId: string, invitationId: string) {
  return queryOptions({
    queryKey: ["invitations", organizationId, "one", invitationId],
    queryFn: () => readInvitation(organizationId, invitationId),
  });
}

export function readInvitation(
  organizationId: string,
  invitationId: string,
): Promise<Versioned<Invitation>> {
  return versioned(api.GET(INVITATION, { params: { path: { organizationId, invitationId } } }));
}

export function invite(
  organizationId: string,
  body: InvitationRequest,
  idempotencyKey: string,
): Promise<Invitation> {
  return answer(
    api.POST(INVITATIONS, {
      params: { path: { organizationId } },
      body,
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

/** Reads a list of people, and says of each whether he can be invited. */
export function checkList(
  organizationId: string,
  body: components["schemas"]["InvitationListRequest"],
): Promise<ListCheck> {
  return answer(api.POST(`${INVITATIONS}/check`, { params: { path: { organizationId } }, body }));
}

export function inviteMany(
  organizationId: string,
  body: components["schemas"]["InvitationBatchRequest"],
  idempotencyKey: string,
): Promise<{ jobId: string }> {
  return answer(
    api.POST(`${INVITATIONS}/batch`, {
      params: { path: { organizationId } },
      body,
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

export function changeInvitation(
  organizationId: string,
  invitationId: string,
  body: PromiseRequest,
  etag: string,
): Promise<Invitation> {
  return answer(
    api.PUT(INVITATION, {
      params: { path: { organizationId, invitationId } },
      body,
      headers: ifMatch(etag),
    }),
  );
}

export function actOnInvitation(
  organizationId: string,
  invitationId: string,
  act: "resend" | "revoke",
): Promise<Invitation> {
  const params = { path: { organizationId, invitationId } };
  return answer(
    act === "resend"
      ? api.POST(`${INVITATION}/actions/resend`, { params })
      : api.POST(`${INVITATION}/actions/revoke`, { params }),
  );
}

export const ownInvitationsQuery = queryOptions({
  queryKey: ["own-invitations"],
  queryFn: ({ signal }) => answer(api.GET(MINE, { signal })),
});

export function proveAddress(token: string): Promise<unknown> {
  return answer(api.POST(`${MINE}/proof`, { body: { token } }));
}

export function acceptInvitation(invitationId: string) {
  return answer(api.POST(`${MINE}/{invitationId}/accept`, { params: { path: { invitationId } } }));
}

export function declineInvitation(invitationId: string): Promise<unknown> {
  return answer(api.POST(`${MINE}/{invitationId}/decline`, { params: { path: { invitationId } } }));
}

export function leaveOrganization(invitationId: string): Promise<unknown> {
  return answer(api.POST(`${MINE}/{invitationId}/leave`, { params: { path: { invitationId } } }));
}

const REGISTRATION = "/api/v1/registrations/{token}";

/** Has a code sent; the id in the answer belongs to this code alone. */
export function askForCode(address: string) {
  return answer(api.POST("/api/v1/registration/codes", { body: { address } }));
}

export function proveByCode(id: string, code: string) {
  return answer(api.POST("/api/v1/registration/proofs", { body: { id, code } }));
}

const SETTINGS = "/api/v1/registration-settings";

export async function readRegistrationSettings(signal?: AbortSignal) {
  const read = await versioned(api.GET(SETTINGS, { signal: signal ?? null }));
  return { values: { open: read.value.open }, etag: read.etag };
}

export const registrationSettingsQuery = queryOptions({
  queryKey: ["registration-settings"],
  queryFn: ({ signal }) => readRegistrationSettings(signal),
});

export async function saveRegistrationSettings(body: { open: boolean }, etag: string) {
  const saved = await versioned(api.PUT(SETTINGS, { body, headers: ifMatch(etag) }));
  return { values: { open: saved.value.open }, etag: saved.etag };
}

export function registrationQuery(token: string) {
  return queryOptions({
    queryKey: ["registration", token],
    queryFn: ({ signal }) => answer(api.GET(REGISTRATION, { params: { path: { token } }, signal })),
    enabled: token !== "",
    retry: false,
  });
}

export function register(token: string, body: Registration) {
  return answer(api.POST(REGISTRATION, { params: { path: { token } }, body }));
}
