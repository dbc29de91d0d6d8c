import { SearchInput } from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { may, useMe } from "@shared/session/me";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useCurrentOrganization } from "./current-organization";

/** Finds a user of the current organization from every page. */
export function UserSearch() {
  const { t } = useTranslation("app");
  const me = useMe();
  const organization = useCurrentOrganization();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  if (organization === undefined || !may(me, "users:read", organization.id)) {
    return null;
  }
  const search = () => {
    const wanted = text.trim();
    setText("");
    return navigate(
      places.users.to(
        { organizationId: organization.id },
        { search: wanted === "" ? undefined : wanted },
      ),
    );
  };
  return (
    <search>
      <SearchInput
        aria-label={t("userSearch")}
        placeholder={t("userSearch")}
        value={text}
        onChange={(_, value) => setText(value)}
        onClear={() => setText("")}
        onSearch={() => void search()}
        submitSearchButtonLabel={t("userSearchSubmit")}
        resetButtonLabel={t("userSearchClear")}
      />
    </search>
  );
}
