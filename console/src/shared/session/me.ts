import { answer, api } from "@shared/api/client";
import { isSignedOut } from "@shared/api/queries";
import type { components } from "@shared/api/schema";
import { queryOptions } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { useParams } from "react-router";
import { isInstancePermission, type Permission } from "./permissions";

export type Me = components["schemas"]["Me"];

/** The signed-in user, or null when nobody is. */
export const meQuery = queryOptions<Me | null>({
  queryKey: ["me"],
  staleTime: 60_000,
  queryFn: async ({ signal }) => {
    try {
      return await answer(api.GET("/api/v1/me", { signal }));
    } catch (error) {
      if (isSignedOut(error)) {
        return null;
      }
      throw error;
    }
  },
});

const MeContext = createContext<Me | null>(null);

/**
 * Tells everything below who is signed in. Nothing below asks the cache itself: React draws a page in
 * slices, and whoever signs out between two of them would be gone for the rest of the page.
 */
export const SignedIn = MeContext.Provider;

/** The signed-in user. Only below the shell, which shows nothing else until somebody is signed in. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) {
    throw new Error("useMe is used outside the signed-in part of the console");
  }
  return me;
}

/** The organization that the address names. Only on pages below /organizations/:organizationId. */
export function useOrganizationId(): string {
  const { organizationId } = useParams();
  if (organizationId === undefined) {
    throw new Error("the address of this page names no organization");
  }
  return organizationId;
}

/** Whether this user may do it here. `can("users:edit") && <Button .../>`; the server decides again. */
export function useCan(): (permission: Permission) => boolean {
  const me = useMe();
  const { organizationId } = useParams();
  return (permission) => may(me, permission, organizationId);
}

export function may(me: Me, permission: Permission, organizationId: string | undefined): boolean {
  if (isInstancePermission(permission)) {
    return me.instancePermissions.includes(permission);
  }
  const organization = me.organizations.find(({ id }) => id === organizationId);
  return organization?.permissions.includes(permission) ?? false;
}
