import type { Needs } from "@shared/routing/route";
import { meQuery, useMe } from "@shared/session/me";
import { useQuery } from "@tanstack/react-query";
import { Fragment, type ReactNode } from "react";
import { useParams } from "react-router";
import { isPermitted } from "./permissions";
import { NotFound } from "./shell/NotFound";
import { NotPermitted } from "./shell/NotPermitted";

/**
 * Shows a page to those who may see it. An organization that this user has no part in looks like one
 * that does not exist, as it does in the API. A change of organization starts the page anew.
 */
export function Gate({ needs, children }: { needs: Needs; children: ReactNode }) {
  const { organizationId } = useParams();
  const me = useMe();
  // Rights change: each page that opens asks again what was read a minute ago.
  useQuery(meQuery);
  if (organizationId !== undefined && !me.organizations.some(({ id }) => id === organizationId)) {
    return <NotFound />;
  }
  if (!isPermitted(me, needs, organizationId)) {
    return <NotPermitted needs={needs} />;
  }
  return <Fragment key={organizationId ?? ""}>{children}</Fragment>;
}
