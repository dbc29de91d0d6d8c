import { answer, api, ifMatch, versioned } from "@shared/api/client";
import type { components } from "@shared/api/schema";
import { queryOptions } from "@tanstack/react-query";

export type Seats = components["schemas"]["SeatsAnswer"];

const SEATS = "/api/v1/organizations/{organizationId}/seats";

/** The key is that of the users' list, so live updates reach it. */
export function seatsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["users", organizationId, "seats"],
    queryFn: () => readSeats(organizationId),
  });
}

export function readSeats(organizationId: string) {
  return versioned(api.GET(SEATS, { params: { path: { organizationId } } }));
}

/**
 * @param licensed null for no limit
 */
export function setSeats(organizationId: string, licensed: number | null, etag: string) {
  return answer(
    api.PUT(SEATS, {
      params: { path: { organizationId } },
      body: { licensed },
      headers: ifMatch(etag),
    }),
  );
}
