import type { Feature, NavigationEntry, Section } from "@shared/routing/feature";
import type { Me } from "@shared/session/me";
import { isPermitted } from "./permissions";

export interface NavigationSection {
  readonly section: Section;
  readonly entries: readonly NavigationEntry[];
}

const sections: readonly Section[] = [
  "own",
  "overview",
  "people",
  "mail",
  "records",
  "rules",
  "instance",
];

/** The sidebar: only what this user may open in the organization shown. */
export function navigationOf(
  features: readonly Feature[],
  me: Me,
  organizationId: string | undefined,
): readonly NavigationSection[] {
  const entries = features
    .flatMap(({ navigation }) => navigation ?? [])
    .filter(({ route: { needs }, section, isOffered }) => {
      const isPlaced = section === "own" || section === "instance" || organizationId !== undefined;
      return isPlaced && isPermitted(me, needs, organizationId) && isOffered?.(me) !== false;
    })
    .sort((a, b) => a.order - b.order);
  return sections
    .map((section) => ({ section, entries: entries.filter((entry) => entry.section === section) }))
    .filter((section) => section.entries.length > 0);
}
