import {
  Button,
  Content,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Radio,
  SearchInput,
} from "@patternfly/react-core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Choice, ChoicesQuery } from "./queries";

interface Props {
  readonly title: string;
  readonly search: string;
  /** What a text finds. */
  readonly queryOf: (text: string) => ChoicesQuery;
  readonly excluded: readonly string[];
  readonly onChosen: (choice: Choice) => void;
  readonly onClose: () => void;
}

/** One of many, found by typing. */
export function ChooseDialog({ title, search, queryOf, excluded, onChosen, onClose }: Props) {
  const { t } = useTranslation("shared");
  const label = useId();
  const [text, setText] = useState("");
  const [chosen, choose] = useState<Choice>();
  const found = useQuery({ ...queryOf(text.trim()), placeholderData: keepPreviousData });
  const offered = (found.data ?? []).filter(({ id }) => !excluded.includes(id));
  // What isn't shown any more isn't gone on with.
  const picked = offered.find(({ id }) => id === chosen?.id);
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby={label}>
      <ModalHeader title={title} labelId={label} />
      <ModalBody>
        <SearchInput
          aria-label={search}
          placeholder={search}
          value={text}
          onChange={(_, value) => setText(value)}
          onClear={() => setText("")}
          resetButtonLabel={t("filter.clearSearch")}
        />
        <div className="muster-choices" role="radiogroup" aria-label={title}>
          {offered.map((choice) => (
            <Radio
              key={choice.id}
              id={`${label}-${choice.id}`}
              name={label}
              label={choice.name}
              description={choice.address}
              isChecked={picked?.id === choice.id}
              onChange={() => choose(choice)}
            />
          ))}
        </div>
        <Content component="p" role="status">
          {found.isSuccess &&
            (offered.length === 0
              ? t("noMatch.title")
              : t("mailboxes.found", { count: offered.length }))}
        </Content>
        {found.isError && <Content component="p">{found.error.message}</Content>}
      </ModalBody>
      <ModalFooter>
        <Button
          isDisabled={picked === undefined}
          onClick={() => picked !== undefined && onChosen(picked)}
        >
          {t("mailboxes.next")}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t("cancel")}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
