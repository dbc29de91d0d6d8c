import { Alert, Content, Spinner } from "@patternfly/react-core";
import { FormWizard } from "@shared/forms/FormWizard";
import { ProblemText } from "@shared/forms/ProblemText";
import { useForm } from "@shared/forms/use-form";
import { useCan } from "@shared/session/me";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { MailFields, RightsFields, useNewWish, WhenFields } from "./OffboardingFields";
import { OffboardingSteps } from "./OffboardingSteps";
import {
  type Offboarding,
  offboard,
  offboardingPreviewQuery,
  requestOf,
  type Wish,
} from "./offboarding";
import { userRoute } from "./routes";

interface Props {
  readonly organizationId: string;
  readonly userId: string;
  readonly name: string;
}

/** When a user leaves, who takes over, what he loses; and what exactly that will do. */
export function OffboardWizard({ organizationId, userId, name }: Props) {
  const { t } = useTranslation("users");
  const can = useCan();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const page = () => navigate(`${userRoute.to({ organizationId, userId })}?tab=account`);
  const form = useForm<Wish, Offboarding>({
    ...useNewWish(),
    save: (wish, { idempotencyKey }) =>
      offboard(organizationId, userId, requestOf(wish), idempotencyKey),
    onSaved: (done) => {
      void queries.invalidateQueries({ queryKey: ["users", organizationId] });
      void queries.invalidateQueries({ queryKey: ["mailboxes", organizationId] });
      const hasFailed = done.steps.some(({ state }) => state === "FAILED");
      toast({
        variant: hasFailed ? "warning" : "success",
        title: t(hasFailed ? "offboarding.doneInPart" : "offboarding.done", { name }),
      });
      void page();
    },
  });
  return (
    <FormWizard
      label={t("offboarding.title", { name })}
      save={t("offboarding.verb")}
      form={form}
      onCancel={() => void page()}
      steps={[
        {
          id: "when",
          title: t("offboarding.when"),
          fields: ["disableAt", "deleteAt"],
          content: <WhenFields />,
        },
        {
          id: "mail",
          title: t("offboarding.mailStep"),
          fields: ["mail", "mailUntil", "successorId", "openMailbox", "handOverMailboxes"],
          content: <MailFields organizationId={organizationId} mail={form.values.mail} />,
        },
        {
          id: "rights",
          title: t("offboarding.rightsStep"),
          fields: ["revokeTokens", "removeFactors", "takeRoles"],
          isHidden: !(can("users:passwords") || can("grants:revoke")),
          content: <RightsFields />,
        },
        {
          id: "review",
          title: t("offboarding.preview"),
          fields: [],
          content: <Preview organizationId={organizationId} userId={userId} wish={form.values} />,
        },
      ]}
    />
  );
}

interface PreviewProps {
  readonly organizationId: string;
  readonly userId: string;
  readonly wish: Wish;
}

/** What the server says it would do. */
function Preview({ organizationId, userId, wish }: PreviewProps) {
  const { t } = useTranslation("users");
  const preview = useQuery(offboardingPreviewQuery(organizationId, userId, requestOf(wish)));
  return (
    <>
      <Content component="p">{t("offboarding.previewBody")}</Content>
      {preview.isPending && <Spinner size="lg" aria-label={t("loading")} />}
      {preview.isError && (
        <Alert
          variant="danger"
          isInline
          component="p"
          title={<ProblemText error={preview.error} />}
        />
      )}
      {preview.data !== undefined && <OffboardingSteps of={preview.data} isPreview />}
    </>
  );
}
