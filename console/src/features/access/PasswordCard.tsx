import {
  Button,
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from "@patternfly/react-core";
import { FormDialog } from "@shared/forms/FormDialog";
import { PasswordField } from "@shared/forms/PasswordField";
import { useForm } from "@shared/forms/use-form";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { checkNewPassword } from "./new-password";
import { changePassword, passwordQuery } from "./own-queries";

export function PasswordCard() {
  const { t } = useTranslation("access");
  const status = useQuery(passwordQuery).data;
  const [isOpen, open] = useState(false);
  if (status?.inDirectory) {
    const { directory } = status;
    return (
      <Card>
        <CardTitle component="h2">{t("security.passwordTitle")}</CardTitle>
        <CardBody>
          {directory === null
            ? t("security.inDirectory")
            : t("security.inNamedDirectory", { directory })}
        </CardBody>
      </Card>
    );
  }
  return (
    <Card>
      <CardTitle component="h2">{t("security.passwordTitle")}</CardTitle>
      <CardBody>
        <DescriptionList isHorizontal isCompact>
          <DescriptionListGroup>
            <DescriptionListTerm>{t("security.setAt")}</DescriptionListTerm>
            <DescriptionListDescription>
              <Time of={status?.setAt} none={t("security.never")} />
            </DescriptionListDescription>
          </DescriptionListGroup>
          <DescriptionListGroup>
            <DescriptionListTerm>{t("security.expiresAt")}</DescriptionListTerm>
            <DescriptionListDescription>
              <Time of={status?.expiresAt} none={t("security.never")} />
            </DescriptionListDescription>
          </DescriptionListGroup>
        </DescriptionList>
      </CardBody>
      <CardBody>
        {status?.changeAllowed === false ? (
          t("security.changesDisabled")
        ) : (
          <Button variant="secondary" onClick={() => open(true)}>
            {t("security.change")}
          </Button>
        )}
      </CardBody>
      {isOpen && <ChangeDialog onClose={() => open(false)} />}
    </Card>
  );
}

function ChangeDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation("access");
  const queries = useQueryClient();
  const form = useForm({
    initial: { currentPassword: "", newPassword: "", repeated: "" },
    check: ({ currentPassword, newPassword, repeated }) => {
      const { password, ...others } = checkNewPassword({ password: newPassword, repeated }, t);
      const isMissing = currentPassword === "";
      return {
        currentPassword: isMissing ? t("signIn.passwordMissing") : undefined,
        newPassword: password,
        ...others,
      };
    },
    save: ({ currentPassword, newPassword }) => changePassword(currentPassword, newPassword),
    onSaved: () => {
      toast({ variant: "success", title: t("security.changed") });
      void queries.invalidateQueries({ queryKey: ["me"] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("security.change")}
      save={t("security.change")}
      form={form}
      onClose={onClose}
    >
      <PasswordField
        name="currentPassword"
        label={t("security.current")}
        autoComplete="current-password"
        isRequired
        hasFocusAtFirst
      />
      <PasswordField
        name="newPassword"
        label={t("newPassword.password")}
        help={t("newPassword.help")}
        autoComplete="new-password"
        isRequired
      />
      <PasswordField
        name="repeated"
        label={t("newPassword.repeated")}
        autoComplete="new-password"
        isRequired
      />
    </FormDialog>
  );
}
