import { FormFrame } from "@shared/forms/FormFrame";
import { SaveBar } from "@shared/forms/SaveBar";
import { useForm } from "@shared/forms/use-form";
import { meQuery } from "@shared/session/me";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ProfileFields } from "./ProfileFields";
import { profileOf, profileValues } from "./profile";
import { type MyProfile, myProfileQuery, readMyProfile, saveMyProfile } from "./queries";

/** The fields of the own profile that are one's own to edit. */
export function MyProfileForm({ mine, etag }: { mine: MyProfile; etag: string }) {
  const { t } = useTranslation("users");
  const queries = useQueryClient();
  const form = useForm({
    initial: profileValues(mine.profile),
    etag,
    save: (values, context) => saveMyProfile(profileOf(values), context.etag),
    reload: async () => {
      const now = await readMyProfile();
      return { values: profileValues(now.value.profile), etag: now.etag };
    },
    onSaved: () => {
      toast({ variant: "success", title: t("saved") });
      void queries.invalidateQueries({ queryKey: myProfileQuery.queryKey });
      // Name, time zone and language are the shell's as well.
      void queries.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  return (
    <FormFrame form={form} aria-label={t("mine.title")}>
      <ProfileFields only={mine.editable} />
      <SaveBar form={form} />
    </FormFrame>
  );
}
