import {
  Divider,
  Dropdown,
  DropdownGroup,
  DropdownItem,
  DropdownList,
  MenuToggle,
} from "@patternfly/react-core";
import UserIcon from "@patternfly/react-icons/dist/esm/icons/user-icon";
import { answer, api } from "@shared/api/client";
import { places } from "@shared/routing/places";
import { isImpersonating } from "@shared/session/impersonation";
import { meQuery, useMe } from "@shared/session/me";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { features } from "../features";
import { THEMES, useTheme } from "../theme";

const AccountLink = (props: object) => <Link {...props} to={places.account.to()} />;
const SecurityLink = (props: object) => <Link {...props} to={places.security.to()} />;

const InvitationsLink = (props: object) => <Link {...props} to={places.ownInvitations.to()} />;

const hasAccountPage = features.some(({ routes }) =>
  routes.some(({ path }) => path === places.account.path),
);

export function UserMenu() {
  const { t } = useTranslation("app");
  const { user } = useMe();
  const [theme, setTheme] = useTheme();
  const [isOpen, open] = useState(false);
  const signOut = useSignOut();
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={open}
      popperProps={{ position: "right", preventOverflow: true }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          variant="plainText"
          isExpanded={isOpen}
          onClick={() => open(!isOpen)}
          className="muster-user-menu"
          icon={<UserIcon />}
          aria-label={t("userMenu.toggle", { name: user.displayName })}
        >
          <span className="muster-user-name">{user.displayName}</span>
        </MenuToggle>
      )}
    >
      <DropdownGroup
        label={user.address ?? user.logonName ?? user.displayName}
        labelHeadingLevel="h2"
      >
        <DropdownList>
          {hasAccountPage && (
            <DropdownItem onClick={() => open(false)} component={AccountLink}>
              {t("userMenu.account")}
            </DropdownItem>
          )}
          <DropdownItem onClick={() => open(false)} component={SecurityLink}>
            {t("userMenu.security")}
          </DropdownItem>
          <DropdownItem onClick={() => open(false)} component={InvitationsLink}>
            {t("userMenu.invitations")}
          </DropdownItem>
        </DropdownList>
      </DropdownGroup>
      <DropdownGroup label={t("userMenu.theme")} labelHeadingLevel="h2">
        <DropdownList>
          {THEMES.map((one) => (
            <DropdownItem key={one} isSelected={one === theme} onClick={() => setTheme(one)}>
              {t(`theme.${one}`)}
            </DropdownItem>
          ))}
        </DropdownList>
      </DropdownGroup>
      {!isImpersonating && (
        <>
          <Divider />
          <DropdownList>
            <DropdownItem onClick={() => void signOut()}>{t("userMenu.signOut")}</DropdownItem>
          </DropdownList>
        </>
      )}
    </Dropdown>
  );
}

function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await answer(api.POST("/api/v1/sign-out"));
    await navigate(places.signIn.to());
    // What one person saw must not be there for the next.
    queries.clear();
    queries.setQueryData(meQuery.queryKey, null);
  };
}
