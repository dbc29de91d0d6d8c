import { answer, api, ifMatch, type Versioned, versioned } from "@shared/api/client";
import type { components } from "@shared/api/schema";
import type { PermissionName } from "@shared/rights/queries";
import { queryOptions } from "@tanstack/react-query";

export type ListedMailbox = components["schemas"]["ListedMailbox"];
export type MailboxAccess = components["schemas"]["MailboxAccessView"];
export type UserOnMailbox = components["schemas"]["UserOnMailbox"];
export type MailboxOfUser = components["schemas"]["MailboxOfUser"];

/** Something that is shown by name and told by id. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

const ACCESS = "/api/v1/organizations/{organizationId}/mailboxes/{mailboxId}/access";

/** Who has access to a mailbox, with the tag that a change of it needs. */
export function mailboxAccessQuery(organizationId: string, mailboxId: string) {
  return queryOptions({
    queryKey: ["mailboxes", organizationId, "access", mailboxId],
    queryFn: () => readMailboxAccess(organizationId, mailboxId),
  });
}

export function readMailboxAccess(
  organizationId: string,
  mailboxId: string,
): Promise<Versioned<MailboxAccess>> {
  return versioned(api.GET(ACCESS, { params: { path: { organizationId, mailboxId } } }));
}

export function saveMailboxAccess(
  organizationId: string,
  mailboxId: string,
  userId: string,
  body: { roles: string[]; permissions: PermissionName[] },
  etag: string,
): Promise<MailboxAccess> {
  return answer(
    api.PUT(`${ACCESS}/{userId}`, {
      params: { path: { organizationId, mailboxId, userId } },
      body,
      headers: ifMatch(etag),
    }),
  );
}

export function mailboxesOfUserQuery(organizationId: string, userId: string) {
  return queryOptions({
    queryKey: ["mailboxes", organizationId, "of-user", userId],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/users/{userId}/mailboxes", {
          params: { path: { organizationId, userId } },
          signal,
        }),
      ),
  });
}

/** One of the things found, with what tells it from others of that name. */
export interface Choice extends Named {
  readonly address: string;
}

/** What finds the first things like a text. */
export interface ChoicesQuery {
  readonly queryKey: readonly string[];
  readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<Choice[]>;
}

/** The first mailboxes whose name or address is like this text, for choosing from. */
export function mailboxesToChooseQuery(organizationId: string, search: string): ChoicesQuery {
  return {
    queryKey: ["mailboxes", organizationId, "to-choose", search],
    queryFn: async ({ signal }) => {
      const page = await answer(
        api.GET("/api/v1/organizations/{organizationId}/mailboxes", {
          params: { path: { organizationId }, query: { limit: 20, search } },
          signal,
        }),
      );
      return page.items.map(({ id, name, address }) => ({ id, name, address }));
    },
  };
}

/** The mailbox with exactly this address, also where many are like it. */
export async function findMailboxAt(
  organizationId: string,
  address: string,
): Promise<Choice | undefined> {
  let cursor: { cursor?: string } = {};
  for (;;) {
    const page = await answer(
      api.GET("/api/v1/organizations/{organizationId}/mailboxes", {
        params: { path: { organizationId }, query: { limit: 100, search: address, ...cursor } },
      }),
    );
    const found = page.items.find((one) => one.address === address);
    if (found !== undefined || page.next === null) {
      return found;
    }
    cursor = { cursor: page.next };
  }
}

/** The first users like this text, for choosing from. */
export function usersToChooseQuery(organizationId: string, search: string): ChoicesQuery {
  return {
    queryKey: ["users", organizationId, "to-choose", search],
    queryFn: async ({ signal }) => {
      const page = await answer(
        api.GET("/api/v1/organizations/{organizationId}/users", {
          params: { path: { organizationId }, query: { limit: 20, search } },
          signal,
        }),
      );
      return page.items.map(({ id, displayName, account }) => ({
        id,
        name: displayName,
        address: account,
      }));
    },
  };
}

export type MailboxUsage = components["schemas"]["MailboxUsageView"];

const MAILBOX = "/api/v1/organizations/{organizationId}/mailboxes/{mailboxId}";

/** While the search index is built anew. */
const MILLISECONDS_BETWEEN_LOOKS = 1_500;

/** What is in a mailbox, by folder, and how large it may become. */
export function mailboxUsageQuery(organizationId: string, mailboxId: string) {
  return queryOptions({
    queryKey: ["mailboxes", organizationId, "usage", mailboxId],
    queryFn: ({ signal }) =>
      answer(
        api.GET(`${MAILBOX}/usage`, { params: { path: { organizationId, mailboxId } }, signal }),
      ),
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.indexing === "FOLLOWING"
        ? false
        : MILLISECONDS_BETWEEN_LOOKS,
  });
}

/** Gives a personal mailbox to a user who was made without one. */
export async function makePersonalMailbox(organizationId: string, userId: string): Promise<void> {
  await answer(
    api.POST("/api/v1/organizations/{organizationId}/users/{userId}/mailbox", {
      params: { path: { organizationId, userId } },
    }),
  );
}

/** @param limitOctets 0 is without limit, null as the organization has it */
export function limitMailbox(
  organizationId: string,
  mailboxId: string,
  limitOctets: number | null,
): Promise<MailboxUsage> {
  return answer(
    api.PUT(`${MAILBOX}/limit`, {
      params: { path: { organizationId, mailboxId } },
      body: { limitOctets },
    }),
  );
}

const ALIASES = `${MAILBOX}/aliases` as const;

/** The further addresses of a mailbox. */
export function aliasesQuery(organizationId: string, mailboxId: string) {
  return queryOptions({
    queryKey: ["mailboxes", organizationId, "aliases", mailboxId],
    queryFn: ({ signal }) =>
      answer(api.GET(ALIASES, { params: { path: { organizationId, mailboxId } }, signal })),
  });
}

export function addAlias(organizationId: string, mailboxId: string, address: string) {
  return answer(
    api.POST(ALIASES, { params: { path: { organizationId, mailboxId } }, body: { address } }),
  );
}

export function removeAlias(organizationId: string, mailboxId: string, address: string) {
  return answer(
    api.POST(`${ALIASES}/actions/remove`, {
      params: { path: { organizationId, mailboxId } },
      body: { address },
    }),
  );
}

export type Forwarding = components["schemas"]["ForwardingView"];
export type ForwardingEdit = Omit<Forwarding, "version">;

const FORWARDING = `${MAILBOX}/forwarding` as const;

/** Where mail of a mailbox goes on to. */
export function forwardingQuery(organizationId: string, mailboxId: string) {
  return queryOptions({
    queryKey: ["mailboxes", organizationId, "forwarding", mailboxId],
    queryFn: () => readForwarding(organizationId, mailboxId),
  });
}

export function readForwarding(
  organizationId: string,
  mailboxId: string,
): Promise<Versioned<Forwarding>> {
  return versioned(api.GET(FORWARDING, { params: { path: { organizationId, mailboxId } } }));
}

export function saveForwarding(
  organizationId: string,
  mailboxId: string,
  body: ForwardingEdit,
  etag: string,
) {
  return answer(
    api.PUT(FORWARDING, {
      params: { path: { organizationId, mailboxId } },
      body,
      headers: ifMatch(etag),
    }),
  );
}

export type MailServices = components["schemas"]["MailServicesView"];
export type MailServicesEdit = components["schemas"]["MailServicesRequest"];

const SERVICES = "/api/v1/organizations/{organizationId}/users/{userId}/mail-services";

/** Which services are on for a user. */
export function mailServicesQuery(organizationId: string, userId: string) {
  return queryOptions({
    queryKey: ["mailboxes", organizationId, "services", userId],
    queryFn: () => versioned(api.GET(SERVICES, { params: { path: { organizationId, userId } } })),
  });
}

export function saveMailServices(
  organizationId: string,
  userId: string,
  body: MailServicesEdit,
  etag: string,
) {
  return versioned(
    api.PUT(SERVICES, {
      params: { path: { organizationId, userId } },
      body,
      headers: ifMatch(etag),
    }),
  );
}

export type DefaultMailbox = components["schemas"]["DefaultMailboxView"];

const DEFAULT = "/api/v1/organizations/{organizationId}/users/{userId}/default-mailbox";
const OWN_DEFAULT = "/api/v1/me/default-mailbox";

/** Which mailbox a user works in first, and which he could. */
export function defaultMailboxQuery(organizationId: string, userId: string) {
  return queryOptions({
    queryKey: ["mailboxes", organizationId, "default", userId],
    queryFn: ({ signal }) =>
      answer(api.GET(DEFAULT, { params: { path: { organizationId, userId } }, signal })),
  });
}

export function saveDefaultMailbox(
  organizationId: string,
  userId: string,
  mailboxId: string | null,
) {
  const params = { path: { organizationId, userId } };
  return answer(api.PUT(DEFAULT, { params, body: { mailboxId } }));
}

export const ownDefaultMailboxQuery = queryOptions({
  queryKey: ["me", "default-mailbox"],
  queryFn: ({ signal }) => answer(api.GET(OWN_DEFAULT, { signal })),
});

export function saveOwnDefaultMailbox(mailboxId: string | null) {
  return answer(api.PUT(OWN_DEFAULT, { body: { mailboxId } }));
}
