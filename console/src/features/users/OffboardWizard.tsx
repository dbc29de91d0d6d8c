import { Alert, Content, Spinner } from "@patternfly/react-core";
import { CheckField } from "@shared/forms/CheckField";
import { DateTimeField } from "@shared/forms/DateTimeField";
import { FormWizard } from "@shared/forms/FormWizard";
import { ProblemText } from "@shared/forms/ProblemText";
import { RadioField } from "@shared/forms/RadioField";
import { useForm } from "@shared/forms/use-form";
import { useCan } from "@shared/session/me";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { OffboardingSteps } from "./OffboardingSteps";
import {
  MAIL_WISHES,
  type Offboarding,
  offboard,
  offboardingPreviewQuery,
  requestOf,
  type Wish,
} from "./offboarding";
import { userRoute } from "./routes";
import { UsersField } from "./UsersField";

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
  const mayPass = can("mailboxes:assign");
  const form = useForm<Wish, Offboarding>({
    initial: {
      disableAt: null,
      deleteAt: null,
      mail: "CLOSED",
      mailUntil: null,
      successorId: [],
      openMailbox: false,
      handOverMailboxes: false,
      revokeTokens: can("users:passwords"),
      removeFactors: can("users:passwords"),
      takeRoles: can("grants:revoke"),
    },
    check: (wish) => ({
      successorId:
        wish.successorId.length === 0 &&
        (wish.mail === "FORWARDED" || wish.openMailbox || wish.handOverMailboxes)
          ? t("offboarding.successorMissing")
          : undefined,
    }),
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
          content: (
            <>
              <DateTimeField
                name="disableAt"
                label={t("offboarding.disableAt")}
                help={t("offboarding.disableAtHelp")}
              />
              {can("users:delete") && (
                <DateTimeField
                  name="deleteAt"
                  label={t("offboarding.deleteAt")}
                  help={t("offboarding.deleteAtHelp")}
                />
              )}
            </>
          ),
        },
        {
          id: "mail",
          title: t("offboarding.mailStep"),
          fields: ["mail", "mailUntil", "successorId", "openMailbox", "handOverMailboxes"],
          content: (
            <>
              <RadioField
                name="mail"
                label={t("offboarding.mail")}
                options={MAIL_WISHES.filter(
                  (wish) => wish === "CLOSED" || can("mailboxes:delivery"),
                ).map((value) => ({ value, label: t(`offboarding.mailIs.${value}`) }))}
              />
              {form.values.mail !== "CLOSED" && (
                <DateTimeField
                  name="mailUntil"
                  label={t("offboarding.mailUntil")}
                  help={t("offboarding.mailUntilHelp")}
                />
              )}
              <UsersField
                name="successorId"
                label={t("offboarding.successor")}
                organizationId={organizationId}
                isSingle
              />
              {mayPass && <CheckField name="openMailbox" label={t("offboarding.openMailbox")} />}
              {mayPass && can("mailboxes:revoke") && (
                <CheckField name="handOverMailboxes" label={t("offboarding.handOverMailboxes")} />
              )}
            </>
          ),
        },
        {
          id: "rights",
          title: t("offboarding.rightsStep"),
          fields: ["revokeTokens", "removeFactors", "takeRoles"],
          isHidden: !(can("users:passwords") || can("grants:revoke")),
          content: (
            <>
              {can("grants:revoke") && (
                <CheckField name="takeRoles" label={t("offboarding.takeRoles")} />
              )}
              {can("users:passwords") && (
                <>
                  <CheckField name="revokeTokens" label={t("offboarding.revokeTokens")} />
                  <CheckField
                    name="removeFactors"
                    label={t("offboarding.removeFactors")}
                    help={t("offboarding.removeFactorsHelp")}
                  />
                </>
              )}
            </>
          ),
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
