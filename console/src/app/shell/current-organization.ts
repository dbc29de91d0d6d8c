import { type Me, useMe } from "@shared/session/me";
import { useEffect } from "react";
import { useMatch } from "react-router";

const KEY = "muster.organization";

/** The organization in the address; on pages of none, the one shown last. */
export function useCurrentOrganization(): Me["organizations"][number] | undefined {
  const { organizations } = useMe();
  const named = useMatch("/organizations/:organizationId/*")?.params.organizationId;
  const isOurs = organizations.some(({ id }) => id === named);
  useEffect(() => {
    if (named !== undefined && isOurs) {
      localStorage.setItem(KEY, named);
    }
  }, [named, isOurs]);
  const wanted = isOurs ? named : localStorage.getItem(KEY);
  return organizations.find(({ id }) => id === wanted) ?? organizations[0];
}
