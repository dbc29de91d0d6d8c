import { ActionGroup, Button, Content } from "@patternfly/react-core";
import { FormFrame } from "@shared/forms/FormFrame";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { OpenPage } from "@shared/ui/OpenPage";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { requestPasswordReset } from "./queries";
import { signInRoute } from "./routes";

/** Asks for the mail with a reset link. The answer is the same whether anybody has that name. */
export default function ForgottenPasswordPage() {
  const { t } = useTranslation("access");
  const [isSent, setSent] = useState(false);
  const form = useForm({
    initial: { name: "" },
    check: ({ name }) => ({ name: name.trim() === "" ? t("signIn.nameMissing") : undefined }),
    save: ({ name }) => requestPasswordReset(name.trim()),
    onSaved: () => setSent(true),
  });
  if (isSent) {
    return (
      <OpenPage title={t("forgotten.sentTitle")}>
        <Content component="p" role="status">
          {t("forgotten.sentBody")}
        </Content>
        <Link to={signInRoute.to()}>{t("toSignIn")}</Link>
      </OpenPage>
    );
  }
  return (
    <OpenPage title={t("forgotten.title")} description={t("forgotten.body")}>
      <FormFrame form={form} warnsOnLeave={false} aria-label={t("forgotten.title")}>
        <TextField
          name="name"
          label={t("signIn.name")}
          autoComplete="username"
          isRequired
          hasFocusAtFirst
        />
        <ActionGroup>
          <Button type="submit" isBlock isLoading={form.isSaving} isDisabled={form.isSaving}>
            {t("forgotten.submit")}
          </Button>
        </ActionGroup>
      </FormFrame>
      <p className="muster-open-divider">
        <Link to={signInRoute.to()}>{t("toSignIn")}</Link>
      </p>
    </OpenPage>
  );
}
