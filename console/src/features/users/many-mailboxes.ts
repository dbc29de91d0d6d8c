import { answer, api } from "@shared/api/client";
import type { components } from "@shared/api/schema";
import type { UserSelection } from "./queries";

const ACTIONS = "/api/v1/organizations/{organizationId}/users/actions";

/** The services as they are wished; those that are left out stay as they are. */
export type ServiceWish = Omit<components["schemas"]["BulkServicesRequest"], "selection">;

/**
 * Says how large the mailboxes of many may become, as a job.
 *
 * @param limitOctets 0 is without limit; null as the organization has it
 */
export function setLimitOfMany(
  organizationId: string,
  selection: UserSelection,
  limitOctets: number | null,
  idempotencyKey: string,
) {
  return answer(
    api.POST(`${ACTIONS}/set-mailbox-limit`, {
      params: { path: { organizationId } },
      body: { selection, limitOctets },
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

/** Switches services of many, as a job. */
export function switchServicesOfMany(
  organizationId: string,
  selection: UserSelection,
  wish: ServiceWish,
  idempotencyKey: string,
) {
  return answer(
    api.POST(`${ACTIONS}/switch-services`, {
      params: { path: { organizationId } },
      body: { selection, ...wish },
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

/** An alias that many get or lose, by a pattern. */
export type AliasWish = Omit<components["schemas"]["BulkAliasRequest"], "selection">;

/** Gives many an alias by a pattern or takes it from them, as a job. */
export function changeAliasesOfMany(
  organizationId: string,
  selection: UserSelection,
  wish: AliasWish,
  idempotencyKey: string,
) {
  return answer(
    api.POST(`${ACTIONS}/change-aliases`, {
      params: { path: { organizationId } },
      body: { selection, ...wish },
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}
