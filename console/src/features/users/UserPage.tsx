import { Alert, Label, Spinner, Tab, Tabs, TabTitleText } from "@patternfly/react-core";
import { UserMailboxes } from "@shared/mailboxes/UserMailboxes";
import { UserRights } from "@shared/rights/UserRights";
import { useCan, useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { EndedAlert } from "./EndedAlert";
import { OffboardingCards } from "./OffboardingCards";
import { ProfileForm } from "./ProfileForm";
import { type User, userQuery } from "./queries";
import { usersRoute } from "./routes";
import { StateLabel } from "./StateLabel";
import { UserActions } from "./UserActions";
import { UserActivity } from "./UserActivity";
import { UserChanges } from "./UserChanges";
import { UserFacts } from "./UserFacts";

type TabName = "profile" | "account" | "rights" | "mailbox" | "activity" | "changes";

// What a tab shows stands apart from the tabs, so that they are in the page's head.
const CONTENT = "user-tab";

/** One user: who he is, how he signs in, what he may do, what was done to him. */
export default function UserPage() {
  const { t } = useTranslation("users");
  const organizationId = useOrganizationId();
  const { userId = "" } = useParams();
  const can = useCan();
  const [search, setSearch] = useSearchParams();
  const found = useQuery(userQuery(organizationId, userId));
  const crumbs = [{ label: t("users"), to: usersRoute.to({ organizationId }) }];
  if (found.data === undefined) {
    return (
      <PageFrame title={t("user")} crumbs={crumbs}>
        {found.isError ? (
          <RowsFailed error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Spinner size="lg" aria-label={t("loading")} />
        )}
      </PageFrame>
    );
  }
  const { value: user, etag } = found.data;
  const tabs: readonly TabName[] = [
    ...(user.guest ? [] : (["profile"] as const)),
    "account",
    ...(can("roles:read") ? (["rights"] as const) : []),
    ...(can("mailboxes:read") ? (["mailbox"] as const) : []),
    ...(user.guest ? [] : (["activity"] as const)),
    ...(can("audit:read") ? (["changes"] as const) : []),
  ];
  const tab = tabs.find((one) => one === search.get("tab")) ?? tabs[0] ?? "account";
  return (
    <PageFrame
      title={user.profile.displayName ?? user.account}
      crumbs={crumbs}
      badges={
        <>
          <StateLabel user={user} />
          {user.guest && <Label isCompact>{t("guest.label")}</Label>}
        </>
      }
      description={user.account}
      actions={<UserActions organizationId={organizationId} user={user} etag={etag} />}
      tabs={
        <Tabs
          activeKey={tab}
          onSelect={(_, key) => setSearch({ tab: String(key) }, { replace: true })}
          aria-label={t("user")}
          usePageInsets
        >
          {tabs.map((one) => (
            <Tab
              key={one}
              eventKey={one}
              tabContentId={CONTENT}
              title={<TabTitleText>{t(`tabs.${one}`)}</TabTitleText>}
            />
          ))}
        </Tabs>
      }
    >
      <EndedAlert organizationId={organizationId} user={user} />
      {user.guest && <Alert isInline variant="info" title={t("guest.about")} />}
      <div id={CONTENT} role="tabpanel" aria-label={t(`tabs.${tab}`)}>
        <Content tab={tab} organizationId={organizationId} user={user} etag={etag} />
      </div>
    </PageFrame>
  );
}

interface ContentProps {
  readonly tab: TabName;
  readonly organizationId: string;
  readonly user: User;
  readonly etag: string;
}

function Content({ tab, organizationId, user, etag }: ContentProps) {
  switch (tab) {
    case "profile":
      return <ProfileForm organizationId={organizationId} user={user} etag={etag} />;
    case "account":
      return (
        <>
          <UserFacts organizationId={organizationId} user={user} />
          <OffboardingCards organizationId={organizationId} userId={user.id} />
        </>
      );
    case "rights":
      return <UserRights organizationId={organizationId} userId={user.id} />;
    case "mailbox":
      return (
        <UserMailboxes
          organizationId={organizationId}
          user={{ id: user.id, name: user.profile.displayName ?? user.account }}
        />
      );
    case "activity":
      return <UserActivity organizationId={organizationId} userId={user.id} />;
    case "changes":
      return <UserChanges organizationId={organizationId} userId={user.id} />;
  }
}
