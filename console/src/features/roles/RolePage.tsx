import {
  ActionList,
  ActionListGroup,
  ActionListItem,
  Alert,
  Button,
  Label,
  Spinner,
} from "@patternfly/react-core";
import { catalogueQuery } from "@shared/rights/queries";
import { useCan, useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { CopyRoleDialog } from "./CopyRoleDialog";
import { DeleteRoleDialog } from "./DeleteRoleDialog";
import { roleQuery } from "./queries";
import { RoleForm } from "./RoleForm";
import { roleRoute, rolesRoute } from "./routes";

/** One role: to be edited, or only looked at when it is a system role or the right is missing. */
export default function RolePage() {
  const { t } = useTranslation("roles");
  const organizationId = useOrganizationId();
  const { roleId = "" } = useParams();
  const can = useCan();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<"copy" | "delete">();
  const found = useQuery(roleQuery(organizationId, roleId));
  const catalogue = useQuery(catalogueQuery);
  const failed = [found, catalogue].find((query) => query.isError);
  const role = found.data?.value;
  const back = rolesRoute.to({ organizationId });
  return (
    <PageFrame
      title={role?.name ?? t("one")}
      crumbs={[{ label: t("title"), to: back }]}
      {...(role?.system ? { badges: <Label isCompact>{t("system")}</Label> } : {})}
      actions={
        role && (
          <ActionList>
            <ActionListGroup>
              <ActionListItem>
                <Button variant="secondary" onClick={() => void navigate(back)}>
                  {t("back")}
                </Button>
              </ActionListItem>
              {can("roles:manage") && role.permissions.length > 0 && (
                <ActionListItem>
                  <Button variant="secondary" onClick={() => setDialog("copy")}>
                    {t("copy")}
                  </Button>
                </ActionListItem>
              )}
              {can("roles:delete") && !role.system && (
                <ActionListItem>
                  <Button variant="secondary" isDanger onClick={() => setDialog("delete")}>
                    {t("delete")}
                  </Button>
                </ActionListItem>
              )}
            </ActionListGroup>
          </ActionList>
        )
      }
    >
      {failed?.error && <RowsFailed error={failed.error} onRetry={() => void failed.refetch()} />}
      {!failed && (role === undefined || catalogue.data === undefined) && (
        <Spinner aria-label={t("loading")} />
      )}
      {role?.system && (
        <Alert
          variant="info"
          isInline
          component="p"
          title={t("systemNote")}
          className="muster-above"
        />
      )}
      {role !== undefined && catalogue.data !== undefined && (
        <RoleForm
          key={role.id}
          organizationId={organizationId}
          role={role}
          etag={found.data?.etag ?? ""}
          isReadOnly={role.system || !can("roles:manage")}
          sections={catalogue.data.sections.filter(({ section }) => section !== "INSTANCE")}
          onSaved={() => undefined}
          onBack={() => void navigate(back)}
        />
      )}
      {role !== undefined && dialog === "copy" && (
        <CopyRoleDialog
          organizationId={organizationId}
          role={role}
          onCopied={(copy) => void navigate(roleRoute.to({ organizationId, roleId: copy.id }))}
          onClose={() => setDialog(undefined)}
        />
      )}
      {role !== undefined && dialog === "delete" && (
        <DeleteRoleDialog
          organizationId={organizationId}
          role={role}
          onDeleted={() => void navigate(back)}
          onClose={() => setDialog(undefined)}
        />
      )}
    </PageFrame>
  );
}
