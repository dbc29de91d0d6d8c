import { answer, api } from "@shared/api/client";
import type { components } from "@shared/api/schema";
import { queryOptions } from "@tanstack/react-query";
import type { UserSelection } from "./queries";
import type { PickedUser } from "./UsersField";

type Schemas = components["schemas"];
export type Offboarding = Schemas["OffboardingView"];
export type OffboardingStep = Schemas["OffboardingStepView"];
export type OffboardingRequest = Schemas["OffboardingRequest"];
export type BulkPreview = Schemas["BulkOffboardingPreview"];
export type MailWish = Offboarding["mail"];

const OFFBOARDINGS = "/api/v1/organizations/{organizationId}/users/{userId}/offboardings";

/** What becomes of mail, as the API names it. */
export const MAIL_WISHES = [
  "CLOSED",
  "ACCEPTED",
  "FORWARDED",
] as const satisfies readonly MailWish[];

/** What the wizard asks. */
export interface Wish {
  readonly disableAt: string | null;
  readonly deleteAt: string | null;
  readonly mail: MailWish;
  readonly mailUntil: string | null;
  readonly successorId: readonly PickedUser[];
  readonly openMailbox: boolean;
  readonly handOverMailboxes: boolean;
  readonly revokeTokens: boolean;
  readonly removeFactors: boolean;
  readonly takeRoles: boolean;
}

/** Of the wish, what the server is asked for: a field that another one makes idle is left out. */
export function requestOf(wish: Wish): OffboardingRequest {
  const successor = wish.successorId.at(0)?.id ?? null;
  return {
    ...wish,
    mailUntil: wish.mail === "CLOSED" ? null : wish.mailUntil,
    successorId: successor,
  };
}

export function offboardingsQuery(organizationId: string, userId: string) {
  return queryOptions({
    queryKey: ["users", organizationId, "offboardings", userId],
    queryFn: ({ signal }) =>
      answer(api.GET(OFFBOARDINGS, { params: { path: { organizationId, userId } }, signal })),
  });
}

export function offboardingPreviewQuery(
  organizationId: string,
  userId: string,
  body: OffboardingRequest,
) {
  return queryOptions({
    queryKey: ["users", organizationId, "offboarding-preview", userId, body],
    queryFn: ({ signal }) =>
      answer(
        api.POST(`${OFFBOARDINGS}/preview`, {
          params: { path: { organizationId, userId } },
          body,
          signal,
        }),
      ),
    retry: false,
    // What it says holds for the moment in which it is read.
    staleTime: 0,
  });
}

export function offboard(
  organizationId: string,
  userId: string,
  body: OffboardingRequest,
  idempotencyKey: string,
) {
  return answer(
    api.POST(OFFBOARDINGS, {
      params: {
        path: { organizationId, userId },
        header: { "Idempotency-Key": idempotencyKey },
      },
      body,
    }),
  );
}

export function cancelOffboarding(organizationId: string, userId: string, offboardingId: string) {
  return answer(
    api.POST(`${OFFBOARDINGS}/{offboardingId}/cancel`, {
      params: { path: { organizationId, userId, offboardingId } },
    }),
  );
}

export function takeBackOffboarding(organizationId: string, userId: string, offboardingId: string) {
  return answer(
    api.POST(`${OFFBOARDINGS}/{offboardingId}/take-back`, {
      params: { path: { organizationId, userId, offboardingId } },
    }),
  );
}

const MANY = "/api/v1/organizations/{organizationId}/users/actions/offboard";

/** What offboarding many would do, and who can't be. */
export function bulkOffboardingPreviewQuery(
  organizationId: string,
  selection: UserSelection,
  offboarding: OffboardingRequest,
) {
  return queryOptions({
    queryKey: ["users-meant", organizationId, "offboarding", selection, offboarding],
    queryFn: ({ signal }) =>
      answer(
        api.POST(`${MANY}/preview`, {
          params: { path: { organizationId } },
          body: { selection, offboarding },
          signal,
        }),
      ),
    retry: false,
    staleTime: 0,
  });
}

/** Starts the job that offboards all of the selection. */
export function offboardMany(
  organizationId: string,
  selection: UserSelection,
  offboarding: OffboardingRequest,
  idempotencyKey: string,
) {
  return answer(
    api.POST(MANY, {
      params: { path: { organizationId } },
      body: { selection, offboarding },
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}
