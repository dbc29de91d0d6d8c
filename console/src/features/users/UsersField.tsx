import { Checkbox, Content, Label, LabelGroup, SearchInput } from "@patternfly/react-core";
import { Field, type FieldProps } from "@shared/forms/Field";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { usersQuery } from "./queries";

export interface PickedUser {
  readonly id: string;
  readonly account: string;
}

interface Props extends FieldProps {
  readonly organizationId: string;
  /** Whoever is chosen takes the place of who was chosen before. */
  readonly isSingle?: boolean;
}

const MOST_SHOWN = 10;

/** Some users, found by name or address; the value is `PickedUser[]`. */
export function UsersField({ organizationId, isSingle = false, ...props }: Props) {
  const show = (value: unknown) =>
    pickedOf(value)
      .map(({ account }) => account)
      .join(", ");
  return (
    <Field {...props} isGroup show={show}>
      {({ value, set }) => (
        <Picker
          organizationId={organizationId}
          isSingle={isSingle}
          picked={pickedOf(value)}
          onChange={set}
        />
      )}
    </Field>
  );
}

interface PickerProps {
  readonly organizationId: string;
  readonly isSingle: boolean;
  readonly picked: readonly PickedUser[];
  readonly onChange: (picked: readonly PickedUser[]) => void;
}

function Picker({ organizationId, isSingle, picked, onChange }: PickerProps) {
  const { t } = useTranslation("users");
  const [text, setText] = useState("");
  const search = useDeferredValue(text.trim());
  const found = useQuery({
    ...usersQuery(organizationId, { search, limit: MOST_SHOWN }),
    enabled: search !== "",
  });
  const without = (id: string) => picked.filter((one) => one.id !== id);
  return (
    <>
      {picked.length > 0 && (
        <LabelGroup aria-label={t("picked")} numLabels={MOST_SHOWN}>
          {picked.map(({ id, account }) => (
            <Label
              key={id}
              onClose={() => onChange(without(id))}
              closeBtnAriaLabel={t("unpick", { account })}
            >
              {account}
            </Label>
          ))}
        </LabelGroup>
      )}
      <SearchInput
        aria-label={t("search")}
        placeholder={t("search")}
        value={text}
        onChange={(_, value) => setText(value)}
        onClear={() => setText("")}
      />
      {search !== "" && (
        <div className="muster-choices">
          {found.data?.items.map(({ id, account, displayName }) => (
            <Checkbox
              key={id}
              id={`pick-${id}`}
              label={displayName}
              description={account}
              isChecked={picked.some((one) => one.id === id)}
              onChange={(_, isOn) =>
                onChange(isOn ? [...(isSingle ? [] : without(id)), { id, account }] : without(id))
              }
            />
          ))}
        </div>
      )}
      {search !== "" && found.data?.items.length === 0 && (
        <Content component="p">{t("noneFound")}</Content>
      )}
    </>
  );
}

function pickedOf(value: unknown): readonly PickedUser[] {
  return Array.isArray(value) ? (value as PickedUser[]) : [];
}
