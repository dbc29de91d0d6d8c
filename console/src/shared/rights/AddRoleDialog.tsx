import {
  Button,
  Checkbox,
  Content,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  SearchInput,
} from "@patternfly/react-core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { rolesToGiveQuery } from "./queries";

export interface RoleChoice {
  readonly id: string;
  readonly name: string;
}

interface Props {
  readonly organizationId: string;
  readonly held: readonly RoleChoice[];
  readonly onAdd: (roles: RoleChoice[]) => void;
  readonly onClose: () => void;
}

/** The system roles and the organization's own, of which several can be added. */
export function AddRoleDialog({ organizationId, held, onAdd, onClose }: Props) {
  const { t } = useTranslation("shared");
  const title = useId();
  const [text, setText] = useState("");
  const [picked, setPicked] = useState<readonly RoleChoice[]>([]);
  const roles = useQuery({
    ...rolesToGiveQuery(organizationId, text.trim()),
    placeholderData: keepPreviousData,
  });
  // Who holds a role that everybody holds needs no grant of it.
  const offered = (roles.data?.items ?? []).filter(
    ({ id, holders }) => holders !== null && !held.some((role) => role.id === id),
  );
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby={title}>
      <ModalHeader title={t("rights.addRole.title")} labelId={title} />
      <ModalBody>
        <SearchInput
          aria-label={t("rights.addRole.search")}
          placeholder={t("rights.addRole.search")}
          value={text}
          onChange={(_, value) => setText(value)}
          onClear={() => setText("")}
          resetButtonLabel={t("filter.clearSearch")}
        />
        <div className="muster-choices">
          {offered.map(({ id, name, description }) => (
            <Checkbox
              key={id}
              id={`role-${id}`}
              label={name}
              description={description}
              isChecked={picked.some((role) => role.id === id)}
              onChange={(_, isOn) =>
                setPicked((now) =>
                  isOn ? [...now, { id, name }] : now.filter((role) => role.id !== id),
                )
              }
            />
          ))}
          {roles.isSuccess && offered.length === 0 && (
            <Content component="p">{t("rights.addRole.none")}</Content>
          )}
          {roles.isError && <Content component="p">{roles.error.message}</Content>}
        </div>
      </ModalBody>
      <ModalFooter>
        <Button
          isDisabled={picked.length === 0}
          onClick={() => {
            onAdd([...picked]);
            onClose();
          }}
        >
          {t("rights.addRole.add")}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t("cancel")}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
