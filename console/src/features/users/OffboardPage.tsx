import { Alert, Spinner } from "@patternfly/react-core";
import { useOrganizationId } from "@shared/session/me";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { OffboardWizard } from "./OffboardWizard";
import { userQuery } from "./queries";
import { userRoute, usersRoute } from "./routes";

/** Everything that is to become of a user who leaves, asked for at once. */
export default function OffboardPage() {
  const { t } = useTranslation("users");
  const organizationId = useOrganizationId();
  const { userId = "" } = useParams();
  const found = useQuery(userQuery(organizationId, userId));
  const user = found.data?.value;
  const name = user?.profile.displayName ?? user?.account ?? t("user");
  return (
    <PageFrame
      title={t("offboarding.title", { name })}
      crumbs={[
        { label: t("users"), to: usersRoute.to({ organizationId }) },
        { label: name, to: userRoute.to({ organizationId, userId }) },
      ]}
    >
      {found.isError && (
        <Alert variant="danger" isInline component="p" title={found.error.message} />
      )}
      {found.isPending && <Spinner size="lg" aria-label={t("loading")} />}
      {user !== undefined && (
        <OffboardWizard organizationId={organizationId} userId={userId} name={name} />
      )}
    </PageFrame>
  );
}
