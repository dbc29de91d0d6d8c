import {
  Divider,
  Dropdown,
  DropdownItem,
  DropdownList,
  MenuSearch,
  MenuSearchInput,
  MenuToggle,
  SearchInput,
} from "@patternfly/react-core";
import { useMe } from "@shared/session/me";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { useCurrentOrganization } from "./current-organization";

const MANY = 8;

/** Shows the same part of the console (users, roles, ...) for another organization. */
export function OrganizationSwitcher() {
  const { t } = useTranslation("app");
  const { organizations } = useMe();
  const current = useCurrentOrganization();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const [isOpen, open] = useState(false);
  const [search, setSearch] = useState("");
  if (current === undefined) {
    return null;
  }
  if (organizations.length === 1) {
    return <span className="muster-organization">{current.name}</span>;
  }
  const wanted = search.trim().toLocaleLowerCase();
  const found = organizations.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  const part = /^\/organizations\/[^/]+\/([^/]+)/.exec(pathname)?.[1] ?? "users";
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={open}
      isScrollable
      onSelect={(_, id) => {
        open(false);
        setSearch("");
        void navigate(`/organizations/${id}/${part}`);
      }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          variant="plainText"
          isExpanded={isOpen}
          onClick={() => open(!isOpen)}
          className="muster-organization"
          aria-label={t("organization.switch", { name: current.name })}
        >
          {current.name}
        </MenuToggle>
      )}
    >
      {organizations.length > MANY && (
        <>
          <MenuSearch>
            <MenuSearchInput>
              <SearchInput
                value={search}
                aria-label={t("organization.search")}
                onChange={(_, value) => setSearch(value)}
                onClear={() => setSearch("")}
              />
            </MenuSearchInput>
          </MenuSearch>
          <Divider />
        </>
      )}
      <DropdownList>
        {found.map(({ id, name, active }) => (
          <DropdownItem
            key={id}
            value={id}
            isSelected={id === current.id}
            {...(active ? {} : { description: t("organization.off") })}
          >
            {name}
          </DropdownItem>
        ))}
        {found.length === 0 && <DropdownItem isDisabled>{t("organization.none")}</DropdownItem>}
      </DropdownList>
    </Dropdown>
  );
}
