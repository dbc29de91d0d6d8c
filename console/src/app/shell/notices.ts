import type { BellProps, DrawerProps } from "@shared/routing/feature";
import { useMe } from "@shared/session/me";
import i18next from "i18next";
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import { features } from "../features";
import { isPermitted } from "../permissions";
import { useCurrentOrganization } from "./current-organization";

const owner = features.find(({ notices }) => notices !== undefined);
const slots = owner?.notices && {
  needs: owner.notices.needs,
  Bell: withMessages(owner.name, owner.notices.bell),
  Drawer: withMessages(owner.name, owner.notices.drawer),
};

/** The feature that fills bell and drawer, unless this user may not see them. */
export function useNotices():
  | {
      Bell: LazyExoticComponent<ComponentType<BellProps>>;
      Drawer: LazyExoticComponent<ComponentType<DrawerProps>>;
    }
  | undefined {
  const me = useMe();
  const organization = useCurrentOrganization();
  return slots !== undefined && isPermitted(me, slots.needs, organization?.id) ? slots : undefined;
}

function withMessages<Props>(
  namespace: string,
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    const [component] = await Promise.all([load(), i18next.loadNamespaces(namespace)]);
    return component;
  });
}
