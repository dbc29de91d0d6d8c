import { FormSection } from "@patternfly/react-core";
import { CheckField } from "@shared/forms/CheckField";
import { FormFrame } from "@shared/forms/FormFrame";
import { SaveBar } from "@shared/forms/SaveBar";
import { SelectField } from "@shared/forms/SelectField";
import { useForm } from "@shared/forms/use-form";
import { useCan } from "@shared/session/me";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ProfileFields } from "./ProfileFields";
import { profileOf, profileValues } from "./profile";
import { METHODS, readUser, saveUser, type User } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly user: User;
  readonly etag: string;
}

/** What is known of a user and how he signs in; a second save on top of somebody else's shows both. */
export function ProfileForm({ organizationId, user, etag }: Props) {
  const { t } = useTranslation("users");
  const queries = useQueryClient();
  const can = useCan();
  const isReadOnly = !can("users:edit") || user.state === "DELETED";
  const form = useForm({
    initial: valuesOf(user),
    etag,
    save: (values, context) =>
      saveUser(
        organizationId,
        user.id,
        { ...values, profile: profileOf(values.profile) },
        context.etag,
      ),
    reload: async () => {
      const now = await readUser(organizationId, user.id);
      return { values: valuesOf(now.value), etag: now.etag };
    },
    onSaved: () => {
      toast({ variant: "success", title: t("saved") });
      void queries.invalidateQueries({ queryKey: ["users", organizationId] });
    },
  });
  return (
    <FormFrame form={form} aria-label={t("tabs.profile")}>
      <ProfileFields prefix="profile." isReadOnly={isReadOnly} />
      <FormSection title={t("groups.signIn")} titleElement="h2">
        <SelectField
          name="signInMethod"
          label={t("method.label")}
          isDisabled={isReadOnly}
          options={METHODS.map((value) => ({ value, label: t(`method.${value}`) }))}
        />
        <CheckField
          name="passwordChangesDisabled"
          label={t("changesDisabled")}
          isDisabled={isReadOnly}
        />
      </FormSection>
      {!isReadOnly && <SaveBar form={form} />}
    </FormFrame>
  );
}

function valuesOf(user: User) {
  return {
    profile: profileValues(user.profile),
    signInMethod: user.signInMethod,
    passwordChangesDisabled: user.passwordChangesDisabled,
  };
}
