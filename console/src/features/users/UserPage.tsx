import { Alert, Tab, Tabs, TabTitleText } from "@patternfly/react-core";
import { useCan, useOrganizationId } from "@shared/session/me";
import { ActionsMenu } from "@shared/table/ActionsMenu";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { ActDialog } from "./ActDialog";
import { type Act, actsFor, PERMISSION } from "./acts";
import { ProfileForm } from "./ProfileForm";
import { userQuery } from "./queries";
import { RenameDialog } from "./RenameDialog";
import { ResetPasswordDialog } from "./ResetPasswordDialog";
import { usersRoute } from "./routes";
import { StateLabel } from "./StateLabel";
import { UserFacts } from "./UserFacts";

type Asked = Act | "rename" | "reset-password";

/** One user: who he is, where he stands, and what can be done with him. */
export default function UserPage() {
  const { t } = useTranslation("users");
  const organizationId = useOrganizationId();
  const { userId = "" } = useParams();
  const can = useCan();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [asked, setAsked] = useState<Asked>();
  const found = useQuery(userQuery(organizationId, userId));
  const crumbs = [{ label: t("users"), to: usersRoute.to({ organizationId }) }];
  if (found.data === undefined) {
    return (
      <PageFrame title={t("user")} crumbs={crumbs}>
        {found.isError && <Alert variant="danger" isInline title={found.error.message} />}
      </PageFrame>
    );
  }
  const { value: user, etag } = found.data;
  const name = user.profile.displayName ?? user.account;
  const tab = search.get("tab") ?? "profile";
  const actions: { label: string; onSelect: () => void }[] = actsFor(user)
    .filter((act) => can(PERMISSION[act]))
    .map((act) => ({ label: t("acts.verb", { context: act }), onSelect: () => setAsked(act) }));
  if (user.state !== "DELETED" && can("users:edit")) {
    actions.push({ label: t("rename.verb"), onSelect: () => setAsked("rename") });
  }
  if (user.state !== "DELETED" && can("users:passwords")) {
    actions.push({ label: t("reset.verb"), onSelect: () => setAsked("reset-password") });
  }
  const close = () => setAsked(undefined);
  return (
    <PageFrame
      title={name}
      crumbs={crumbs}
      badges={<StateLabel user={user} />}
      description={user.account}
      actions={<ActionsMenu label={t("actionsFor", { name })} actions={actions} />}
      tabs={
        <Tabs
          activeKey={tab}
          onSelect={(_, key) => setSearch({ tab: String(key) }, { replace: true })}
          aria-label={t("user")}
        >
          <Tab eventKey="profile" title={<TabTitleText>{t("tabs.profile")}</TabTitleText>} />
          <Tab eventKey="account" title={<TabTitleText>{t("tabs.account")}</TabTitleText>} />
        </Tabs>
      }
    >
      {tab === "profile" ? (
        <ProfileForm organizationId={organizationId} user={user} etag={etag} />
      ) : (
        <UserFacts organizationId={organizationId} user={user} />
      )}
      {asked === "rename" && (
        <RenameDialog organizationId={organizationId} user={user} etag={etag} onClose={close} />
      )}
      {asked === "reset-password" && (
        <ResetPasswordDialog organizationId={organizationId} user={user} onClose={close} />
      )}
      {asked !== undefined && asked !== "rename" && asked !== "reset-password" && (
        <ActDialog
          organizationId={organizationId}
          act={asked}
          target={{ kind: "one", id: user.id, account: user.account, name }}
          onClose={close}
          onDone={() => {
            if (asked === "purge") {
              void navigate(usersRoute.to({ organizationId }));
            }
          }}
        />
      )}
    </PageFrame>
  );
}
