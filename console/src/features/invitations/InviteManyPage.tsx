import { Button } from "@patternfly/react-core";
import { FormFrame } from "@shared/forms/FormFrame";
import { SaveBar } from "@shared/forms/SaveBar";
import { SelectField } from "@shared/forms/SelectField";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { places } from "@shared/routing/places";
import { useOrganizationId } from "@shared/session/me";
import { PageFrame } from "@shared/ui/PageFrame";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { CheckedPeople } from "./CheckedPeople";
import { ListFile } from "./ListFile";
import { PromiseFields } from "./PromiseFields";
import { NOTHING, type PromiseValues, requestOf } from "./promise";
import { checkList, inviteMany, type ListCheck, type ListFormat } from "./queries";
import { invitationsRoute } from "./routes";

interface Values extends PromiseValues {
  readonly format: ListFormat;
  readonly text: string;
}

/** What a list was when it was checked: another text has to be checked anew. */
interface Checked extends ListCheck {
  readonly of: string;
}

/** Invites many by a list, each with the same rights; the list is checked first. */
export default function InviteManyPage() {
  const { t } = useTranslation("invitations");
  const organizationId = useOrganizationId();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [checked, setChecked] = useState<Checked>();
  const [isChecking, setChecking] = useState(false);
  const form = useForm<Values, { jobId: string }>({
    initial: { format: "ADDRESSES", text: "", ...NOTHING },
    check: ({ format, text }) => {
      const fault = faultOf(checked, format + text);
      return { text: fault && t(`many.${fault}`) };
    },
    save: ({ format: _, text: __, ...promise }, context) =>
      inviteMany(
        organizationId,
        { people: peopleToInvite(checked), ...requestOf(promise) },
        context.idempotencyKey,
      ),
    onSaved: ({ jobId }) => {
      toast({ variant: "success", title: t("many.started") });
      void queries.invalidateQueries({ queryKey: ["invitations", organizationId] });
      void navigate(places.job.to({ organizationId, jobId }));
    },
  });
  const { format, text } = form.values;
  const isCurrent = checked?.of === format + text;
  const check = async () => {
    setChecking(true);
    try {
      setChecked({ ...(await checkList(organizationId, { format, text })), of: format + text });
    } catch (error) {
      form.refuse(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setChecking(false);
    }
  };
  const number = isCurrent ? peopleToInvite(checked).length : 0;
  return (
    <PageFrame
      title={t("many.title")}
      description={t("many.body")}
      crumbs={[{ label: t("title"), to: invitationsRoute.to({ organizationId }) }]}
    >
      <FormFrame form={form} aria-label={t("many.title")}>
        <SelectField
          name="format"
          label={t("many.format")}
          options={[
            { value: "ADDRESSES", label: t("many.addresses") },
            { value: "CSV", label: t("many.csv") },
          ]}
        />
        <TextField
          name="text"
          label={t("many.list")}
          help={t(format === "CSV" ? "many.csvHelp" : "many.addressesHelp")}
          lines={8}
          isRequired
        />
        <ListFile
          onRead={(read) => {
            form.set("format", "CSV");
            form.set("text", read);
          }}
        />
        <div>
          <Button
            variant="secondary"
            isLoading={isChecking}
            isDisabled={isChecking || text.trim() === ""}
            onClick={() => void check()}
          >
            {t("many.check")}
          </Button>
        </div>
        {isCurrent && <CheckedPeople checked={checked} />}
        <PromiseFields organizationId={organizationId} />
        <SaveBar
          form={form}
          save={number === 0 ? t("many.sendNone") : t("many.send", { count: number })}
          onCancel={() => void navigate(invitationsRoute.to({ organizationId }))}
        />
      </FormFrame>
    </PageFrame>
  );
}

function faultOf(checked: Checked | undefined, list: string): "unchecked" | "nobody" | undefined {
  if (checked?.of !== list) {
    return "unchecked";
  }
  return peopleToInvite(checked).length === 0 ? "nobody" : undefined;
}

function peopleToInvite(checked: ListCheck | undefined) {
  return (checked?.people ?? []).flatMap(({ address, firstName, lastName, verdict }) =>
    verdict === "FREE" && address !== null ? [{ address, firstName, lastName }] : [],
  );
}
