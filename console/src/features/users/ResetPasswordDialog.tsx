import { ClipboardCopy } from "@patternfly/react-core";
import { CheckField } from "@shared/forms/CheckField";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { FormDialog } from "@shared/forms/FormDialog";
import { PasswordField } from "@shared/forms/PasswordField";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { resetPassword, type User } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly user: User;
  readonly onClose: () => void;
}

/** Sets a password for a user, or has a temporary one made up and shows it once. */
export function ResetPasswordDialog({ organizationId, user, onClose }: Props) {
  const { t } = useTranslation("users");
  const queries = useQueryClient();
  const [temporary, setTemporary] = useState<string>();
  const form = useForm({
    initial: { password: "", mustChangePassword: true },
    save: (values) =>
      resetPassword(organizationId, user.id, {
        password: values.password === "" ? null : values.password,
        mustChangePassword: values.mustChangePassword,
      }),
    onSaved: (answer) => {
      void queries.invalidateQueries({ queryKey: ["users", organizationId] });
      if (answer.temporaryPassword === null) {
        toast({ variant: "success", title: t("reset.done") });
        onClose();
      } else {
        setTemporary(answer.temporaryPassword);
      }
    },
  });
  if (temporary !== undefined) {
    return (
      <ConfirmDialog
        title={t("reset.temporary")}
        confirm={t("reset.noted")}
        onConfirm={() => undefined}
        onClose={onClose}
      >
        <p>{t("reset.once")}</p>
        <ClipboardCopy isReadOnly hoverTip={t("reset.copy")} clickTip={t("reset.copied")}>
          {temporary}
        </ClipboardCopy>
      </ConfirmDialog>
    );
  }
  return (
    <FormDialog
      title={t("reset.title", { name: user.profile.displayName ?? user.account })}
      description={t("reset.body")}
      save={t("reset.verb")}
      form={form}
      onClose={onClose}
    >
      <PasswordField
        name="password"
        label={t("password")}
        help={t("reset.empty")}
        autoComplete="new-password"
        hasFocusAtFirst
      />
      <CheckField name="mustChangePassword" label={t("mustChange")} />
    </FormDialog>
  );
}
