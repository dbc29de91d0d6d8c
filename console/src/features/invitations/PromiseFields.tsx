import { Content, Spinner } from "@patternfly/react-core";
import { PermissionsField } from "@shared/rights/PermissionsField";
import { catalogueQuery } from "@shared/rights/queries";
import { RolesField } from "@shared/rights/RolesField";
import { useCan } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { PromisedMailboxesField } from "./PromisedMailboxesField";

interface Props {
  readonly organizationId: string;
  readonly isReadOnly?: boolean;
}

/** What somebody gets when he accepts: in the organization, and on mailboxes. */
export function PromiseFields({ organizationId, isReadOnly = false }: Props) {
  const { t } = useTranslation("invitations");
  const can = useCan();
  const catalogue = useQuery(catalogueQuery);
  if (catalogue.isError) {
    return <RowsFailed error={catalogue.error} onRetry={() => void catalogue.refetch()} />;
  }
  if (catalogue.data === undefined) {
    return <Spinner aria-label={t("loading")} />;
  }
  return (
    <>
      <Content component="p">{t("promise.body")}</Content>
      <RolesField
        organizationId={organizationId}
        isReadOnly={isReadOnly || !can("grants:assign") || !can("roles:read")}
      />
      <PermissionsField
        sections={catalogue.data.sections.filter(({ permissions }) =>
          permissions.some(({ level }) => level === "ORGANIZATION"),
        )}
        isReadOnly={isReadOnly || !can("grants:assign")}
      />
      <PromisedMailboxesField
        organizationId={organizationId}
        permissions={catalogue.data.sections
          .flatMap(({ permissions }) => permissions)
          .filter(({ level }) => level === "MAILBOX")}
        isReadOnly={isReadOnly || !can("mailboxes:assign") || !can("mailboxes:read")}
      />
    </>
  );
}
