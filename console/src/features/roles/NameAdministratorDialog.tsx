import { Radio, SearchInput } from "@patternfly/react-core";
import { Field } from "@shared/forms/Field";
import { FormDialog } from "@shared/forms/FormDialog";
import { SelectField } from "@shared/forms/SelectField";
import { useForm } from "@shared/forms/use-form";
import { useMe } from "@shared/session/me";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { nameSystemAdministrator, systemAdministratorsQuery, usersFoundQuery } from "./queries";

interface Props {
  /** Ids of those who are it already. */
  readonly held: ReadonlySet<string>;
  readonly onClose: () => void;
}

interface Values {
  readonly organizationId: string;
  readonly userId: string;
}

/** Finds a user of any organization and gives him every right. */
export function NameAdministratorDialog({ held, onClose }: Props) {
  const { t } = useTranslation("roles");
  const queries = useQueryClient();
  const { organizations } = useMe();
  const [found, setFound] = useState("");
  const form = useForm<Values, unknown>({
    initial: { organizationId: organizations[0]?.id ?? "", userId: "" },
    check: ({ userId }) => ({
      userId: userId === "" ? t("administrators.userMissing") : undefined,
    }),
    save: ({ userId }) => nameSystemAdministrator(userId),
    onSaved: async () => {
      toast({ variant: "success", title: t("administrators.added", { name: found }) });
      await queries.invalidateQueries({ queryKey: systemAdministratorsQuery.queryKey });
      onClose();
    },
  });
  const { organizationId } = form.values;
  return (
    <FormDialog
      title={t("administrators.addTitle")}
      description={t("administrators.addBody")}
      save={t("administrators.addVerb")}
      form={form}
      onClose={onClose}
    >
      {organizations.length > 1 && (
        <SelectField
          name="organizationId"
          label={t("administrators.organization")}
          options={organizations.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <Field name="userId" label={t("administrators.user")} isGroup isRequired>
        {({ id, value, set }) => (
          <Choice
            key={organizationId}
            organizationId={organizationId}
            held={held}
            name={id}
            chosen={value}
            onChoose={(userId, name) => {
              setFound(name);
              set(userId);
            }}
          />
        )}
      </Field>
    </FormDialog>
  );
}

interface ChoiceProps {
  readonly organizationId: string;
  readonly held: ReadonlySet<string>;
  readonly name: string;
  readonly chosen: unknown;
  readonly onChoose: (userId: string, name: string) => void;
}

function Choice({ organizationId, held, name, chosen, onChoose }: ChoiceProps) {
  const { t } = useTranslation("roles");
  const [text, setText] = useState("");
  const users = useQuery(usersFoundQuery(organizationId, text.trim())).data?.items ?? [];
  const offered = users.filter(({ id }) => !held.has(id));
  return (
    <>
      <SearchInput
        aria-label={t("administrators.find")}
        placeholder={t("administrators.find")}
        value={text}
        onChange={(_, value) => setText(value)}
        onClear={() => setText("")}
        resetButtonLabel={t("shared:filter.clearSearch")}
      />
      <div className="muster-choices">
        {offered.map((user) => (
          <Radio
            key={user.id}
            id={`${name}-${user.id}`}
            name={name}
            label={user.displayName}
            description={user.account}
            isChecked={user.id === chosen}
            onChange={() => onChoose(user.id, user.displayName)}
          />
        ))}
        <p role="status">{offered.length === 0 ? t("administrators.nobody") : ""}</p>
      </div>
    </>
  );
}
