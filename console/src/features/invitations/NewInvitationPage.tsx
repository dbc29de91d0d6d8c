import { FormFrame } from "@shared/forms/FormFrame";
import { SaveBar } from "@shared/forms/SaveBar";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useOrganizationId } from "@shared/session/me";
import { PageFrame } from "@shared/ui/PageFrame";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { PromiseFields } from "./PromiseFields";
import { NOTHING, type PromiseValues, requestOf } from "./promise";
import { type Invitation, invite } from "./queries";
import { invitationsRoute } from "./routes";

interface Values extends PromiseValues {
  readonly address: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Invites somebody: the one mail goes out when everything is chosen. */
export default function NewInvitationPage() {
  const { t } = useTranslation("invitations");
  const organizationId = useOrganizationId();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const back = () => void navigate(invitationsRoute.to({ organizationId }));
  const form = useForm<Values, Invitation>({
    initial: { address: "", firstName: "", lastName: "", ...NOTHING },
    check: ({ address }) => ({ address: address.trim() === "" ? t("addressMissing") : undefined }),
    save: ({ address, firstName, lastName, ...promise }, context) =>
      invite(
        organizationId,
        { address: address.trim(), firstName, lastName, ...requestOf(promise) },
        context.idempotencyKey,
      ),
    onSaved: ({ address }) => {
      toast({ variant: "success", title: t("invited", { address }) });
      void queries.invalidateQueries({ queryKey: ["invitations", organizationId] });
      back();
    },
  });
  return (
    <PageFrame
      title={t("invite")}
      description={t("inviteBody")}
      crumbs={[{ label: t("title"), to: invitationsRoute.to({ organizationId }) }]}
    >
      <FormFrame form={form} aria-label={t("invite")}>
        <TextField
          name="address"
          label={t("address")}
          type="email"
          isRequired
          maxLength={254}
          hasFocusAtFirst
        />
        <TextField name="firstName" label={t("firstName")} maxLength={255} />
        <TextField name="lastName" label={t("lastName")} maxLength={255} />
        <PromiseFields organizationId={organizationId} />
        <SaveBar form={form} save={t("send")} onCancel={back} />
      </FormFrame>
    </PageFrame>
  );
}
