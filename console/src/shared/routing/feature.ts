import type { Me } from "@shared/session/me";
import type { ComponentType } from "react";
import type { AnyRoute, Needs } from "./route";

/**
 * A group of the sidebar. `own` is what somebody uses himself and `overview` the first page of an
 * organization: both without a heading. All but `own` and `instance` are about one organization.
 */
export type Section = "own" | "overview" | "people" | "mail" | "records" | "rules" | "instance";

/** One entry of the sidebar. It shows when its route may be opened. */
export interface NavigationEntry {
  /** A message key of the app's namespace, `app:navigation.users`: the sidebar shows before any feature is loaded. */
  readonly label: string;
  readonly route: AnyRoute;
  readonly section: Section;
  /** Place among the entries of its section, smallest first. */
  readonly order: number;
  /** Who may open it and has a use for it; everybody who may, by default. */
  readonly isOffered?: (me: Me) => boolean;
}

/** The button in the masthead that opens the notification drawer, with the number of unread notices. */
export interface BellProps {
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** What the notification drawer holds. */
export interface DrawerProps {
  readonly onClose: () => void;
}

/** What a feature folder gives to the app; exported as `feature` by its routes.ts, found by itself. */
export interface Feature {
  /** The folder, the server's module and the namespace of messages.en.json: one word. */
  readonly name: string;
  readonly routes: readonly AnyRoute[];
  readonly navigation?: readonly NavigationEntry[];
  /** Bell and drawer: given by one feature. */
  readonly notices?: {
    readonly needs: Needs;
    readonly bell: () => Promise<{ default: ComponentType<BellProps> }>;
    readonly drawer: () => Promise<{ default: ComponentType<DrawerProps> }>;
  };
}
