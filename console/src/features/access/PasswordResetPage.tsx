import { ActionGroup, Button, Content } from "@patternfly/react-core";
import { FormFrame } from "@shared/forms/FormFrame";
import { PasswordField } from "@shared/forms/PasswordField";
import { useForm } from "@shared/forms/use-form";
import { OpenPage } from "@shared/ui/OpenPage";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { checkNewPassword } from "./new-password";
import { resetPassword } from "./queries";
import { forgottenPasswordRoute, signInRoute } from "./routes";

/** Where the link of a reset mail leads. A used or expired link is said by the server when the form is sent. */
export default function PasswordResetPage() {
  const { t } = useTranslation("access");
  const [search] = useSearchParams();
  const token = search.get("token") ?? "";
  const [isDone, setDone] = useState(false);
  const form = useForm({
    initial: { newPassword: "", repeated: "" },
    check: ({ newPassword, repeated }) => {
      const { password, ...others } = checkNewPassword({ password: newPassword, repeated }, t);
      return { newPassword: password, ...others };
    },
    save: ({ newPassword }) => resetPassword(token, newPassword),
    onSaved: () => setDone(true),
  });
  if (token === "") {
    return (
      <OpenPage title={t("reset.noToken")} description={t("reset.noTokenBody")}>
        <Link to={forgottenPasswordRoute.to()}>{t("reset.again")}</Link>
      </OpenPage>
    );
  }
  if (isDone) {
    return (
      <OpenPage title={t("reset.doneTitle")}>
        <Content component="p" role="status">
          {t("reset.doneBody")}
        </Content>
        <Link to={signInRoute.to()}>{t("toSignIn")}</Link>
      </OpenPage>
    );
  }
  return (
    <OpenPage title={t("reset.title")}>
      <FormFrame form={form} warnsOnLeave={false} aria-label={t("reset.title")}>
        <PasswordField
          name="newPassword"
          label={t("newPassword.password")}
          help={t("newPassword.help")}
          autoComplete="new-password"
          isRequired
          hasFocusAtFirst
        />
        <PasswordField
          name="repeated"
          label={t("newPassword.repeated")}
          autoComplete="new-password"
          isRequired
        />
        <ActionGroup>
          <Button type="submit" isBlock isLoading={form.isSaving} isDisabled={form.isSaving}>
            {t("newPassword.submit")}
          </Button>
        </ActionGroup>
      </FormFrame>
      <p className="muster-open-divider">
        <Link to={forgottenPasswordRoute.to()}>{t("reset.again")}</Link>
      </p>
    </OpenPage>
  );
}
