import {
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadLogo,
  MastheadMain,
  MastheadToggle,
  PageToggleButton,
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
} from "@patternfly/react-core";
import BarsIcon from "@patternfly/react-icons/dist/esm/icons/bars-icon";
import { places } from "@shared/routing/places";
import { RouterLink } from "@shared/ui/LinkButton";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useNotices } from "./notices";
import { OrganizationSwitcher } from "./OrganizationSwitcher";
import { UserMenu } from "./UserMenu";
import { UserSearch } from "./UserSearch";

interface Props {
  readonly isDrawerOpen: boolean;
  readonly onToggleDrawer: () => void;
}

export function ShellMasthead({ isDrawerOpen, onToggleDrawer }: Props) {
  const { t } = useTranslation("app");
  const notices = useNotices();
  return (
    <Masthead display={{ default: "inline" }}>
      <MastheadMain>
        <MastheadToggle>
          <PageToggleButton variant="plain" aria-label={t("navigation.toggle")}>
            <BarsIcon />
          </PageToggleButton>
        </MastheadToggle>
        <MastheadBrand>
          <MastheadLogo className="muster-brand" component={RouterLink} href={places.home.to()}>
            <img src="/muster.svg" alt={t("product")} width="32" height="32" />
            <span className="muster-brand-name" aria-hidden="true">
              {t("product")}
            </span>
          </MastheadLogo>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <Toolbar isStatic>
          <ToolbarContent>
            <ToolbarItem alignSelf="center">
              <OrganizationSwitcher />
            </ToolbarItem>
            <ToolbarGroup align={{ default: "alignEnd" }} gap={{ default: "gapSm" }}>
              <ToolbarItem visibility={{ default: "hidden", lg: "visible" }}>
                <UserSearch />
              </ToolbarItem>
              {notices !== undefined && (
                <ToolbarItem>
                  <Suspense fallback={null}>
                    <notices.Bell isOpen={isDrawerOpen} onToggle={onToggleDrawer} />
                  </Suspense>
                </ToolbarItem>
              )}
              <ToolbarItem>
                <UserMenu />
              </ToolbarItem>
            </ToolbarGroup>
          </ToolbarContent>
        </Toolbar>
      </MastheadContent>
    </Masthead>
  );
}
