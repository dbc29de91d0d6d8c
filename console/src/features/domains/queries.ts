import { answer, api, ifMatch } from "@shared/api/client";
import type { components } from "@shared/api/schema";
import { queryOptions } from "@tanstack/react-query";

export type Domain = components["schemas"]["DomainView"];
export type CatchAll = components["schemas"]["CatchAllView"];
export type ProofMethod = Domain["proof"]["method"];

const ALL = "/api/v1/organizations/{organizationId}/domains";
const ONE = `${ALL}/{domainId}` as const;

/** An organization has 100 at most, so one page holds them all. */
export function domainsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["domains", organizationId, "list"],
    queryFn: ({ signal }) =>
      answer(api.GET(ALL, { params: { path: { organizationId }, query: { limit: 100 } }, signal })),
    select: ({ items }) =>
      items.toSorted((a, b) => a.displayName.localeCompare(b.displayName, "en")),
  });
}

export function addDomain(
  organizationId: string,
  name: string,
  method: ProofMethod,
  key: string,
): Promise<Domain> {
  return answer(
    api.POST(ALL, {
      params: { path: { organizationId } },
      headers: { "Idempotency-Key": key },
      body: { name, method },
    }),
  );
}

export function chooseMethod(
  organizationId: string,
  domain: Domain,
  method: ProofMethod,
): Promise<Domain> {
  return answer(
    api.PUT(ONE, {
      params: {
        path: { organizationId, domainId: domain.id },
      },
      headers: ifMatch(`"${domain.version}"`),
      body: { method },
    }),
  );
}

/** Looks for the record now, once a minute at most. */
export function verifyDomain(organizationId: string, domainId: string): Promise<Domain> {
  return answer(
    api.POST(`${ONE}/actions/verify`, { params: { path: { organizationId, domainId } } }),
  );
}

export function activateDomain(organizationId: string, domainId: string): Promise<Domain> {
  return answer(
    api.POST(`${ONE}/actions/activate`, { params: { path: { organizationId, domainId } } }),
  );
}

export function deactivateDomain(organizationId: string, domainId: string): Promise<Domain> {
  return answer(
    api.POST(`${ONE}/actions/deactivate`, { params: { path: { organizationId, domainId } } }),
  );
}

export function deleteDomain(organizationId: string, { id, displayName }: Domain) {
  return answer(
    api.POST(`${ONE}/actions/delete`, {
      params: { path: { organizationId, domainId: id } },
      body: { confirmation: displayName },
    }),
  );
}

/** Where mail for unknown addresses goes, by domain; what isn't in it refuses such mail. */
export function catchAllsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["domains", organizationId, "catch-alls"],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/catch-alls", {
          params: { path: { organizationId } },
          signal,
        }),
      ),
    select: ({ items }) => new Map(items.map((one) => [one.domainId, one])),
  });
}

/** The version to save over; 0 where mail for unknown addresses is refused. */
export function etagOf(catchAll: CatchAll | undefined): string {
  return `"${catchAll?.version ?? 0}"`;
}

export function readCatchAll(organizationId: string, domainId: string): Promise<CatchAll> {
  return answer(api.GET(`${ONE}/catch-all`, { params: { path: { organizationId, domainId } } }));
}

/** An empty address refuses mail for unknown ones. */
export function chooseCatchAll(
  organizationId: string,
  domainId: string,
  address: string,
  etag: string,
) {
  return answer(
    api.PUT(`${ONE}/catch-all`, {
      params: { path: { organizationId, domainId } },
      body: { address: address === "" ? null : address },
      headers: ifMatch(etag),
    }),
  );
}
