import type { Feature, NavigationEntry } from "@shared/routing/feature";
import type { Me } from "@shared/session/me";
import { isPermitted } from "./permissions";

export interface NavigationSection {
  readonly section: NavigationEntry["section"];
  readonly entries: readonly NavigationEntry[];
}

/** The sidebar: only what this user may open in the organization shown. */
export function navigationOf(
  features: readonly Feature[],
  me: Me,
  organizationId: string | undefined,
): readonly NavigationSection[] {
  const entries = features
    .flatMap(({ navigation }) => navigation ?? [])
    .filter(({ route: { needs }, section, isOffered }) => {
      const isPlaced = section !== "organization" || organizationId !== undefined;
      return isPlaced && isPermitted(me, needs, organizationId) && isOffered?.(me) !== false;
    })
    .sort((a, b) => a.order - b.order);
  return (["own", "organization", "instance"] as const)
    .map((section) => ({ section, entries: entries.filter((entry) => entry.section === section) }))
    .filter((section) => section.entries.length > 0);
}
