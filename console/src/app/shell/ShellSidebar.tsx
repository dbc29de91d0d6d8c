import {
  Nav,
  NavGroup,
  NavItem,
  NavList,
  PageSidebar,
  PageSidebarBody,
} from "@patternfly/react-core";
import type { NavigationEntry } from "@shared/routing/feature";
import { useMe } from "@shared/session/me";
import { useTranslation } from "react-i18next";
import { generatePath, Link, useLocation } from "react-router";
import { features } from "../features";
import { navigationOf } from "../navigation";
import { useCurrentOrganization } from "./current-organization";
import "./sidebar.css";

export function ShellSidebar() {
  const { t } = useTranslation("app");
  const me = useMe();
  const organization = useCurrentOrganization();
  const sections = navigationOf(features, me, organization?.id);
  const params = organization === undefined ? {} : { organizationId: organization.id };
  const entry = ({ label, route }: NavigationEntry) => (
    <Entry key={route.path} label={t(label)} to={generatePath(route.path, params)} />
  );
  return (
    <PageSidebar>
      <PageSidebarBody>
        <Nav aria-label={t("navigation.label")}>
          {sections.map(({ section, entries }) =>
            section === "own" || section === "overview" || sections.length === 1 ? (
              <NavList key={section}>{entries.map(entry)}</NavList>
            ) : (
              <NavGroup key={section} title={t(`navigation.sections.${section}`)}>
                {entries.map(entry)}
              </NavGroup>
            ),
          )}
        </Nav>
      </PageSidebarBody>
    </PageSidebar>
  );
}

function Entry({ label, to }: { label: string; to: string }) {
  const { pathname } = useLocation();
  const isActive = pathname === to || pathname.startsWith(`${to}/`);
  return (
    <NavItem isActive={isActive}>
      <Link to={to} aria-current={isActive ? "page" : undefined}>
        {label}
      </Link>
    </NavItem>
  );
}
