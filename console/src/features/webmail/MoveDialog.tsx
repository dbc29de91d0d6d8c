import {
  Button,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  SearchInput,
  Skeleton,
} from "@patternfly/react-core";
import { useQueries } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { calledBy, hasRight, nodesOf } from "./folders";
import { foldersQuery } from "./queries";
import { RoleIcon, useFolderLabel } from "./role-icons";
import type { MailFolder } from "./types";
import type { Mail } from "./use-mail";

interface Props {
  readonly mail: Mail;
  readonly from: MailFolder;
  readonly count: number;
  readonly onMove: (to: MailFolder) => void;
  readonly onClose: () => void;
}

/** Asks for the folder that takes the messages, in any mailbox this user may put something into. */
export function MoveDialog({ mail, from, count, onMove, onClose }: Props) {
  const { t } = useTranslation("webmail");
  const { t: shared } = useTranslation("shared");
  const label = useFolderLabel();
  const title = useId();
  const [text, setText] = useState("");
  const writable = mail.mailboxes
    .map(({ mailbox }) => mailbox)
    .filter((mailbox) => hasRight(mailbox, "WRITE"));
  const lists = useQueries({ queries: writable.map(({ id }) => foldersQuery(id)) });
  const wanted = text.trim().toLowerCase();
  const fits = (folder: MailFolder) =>
    folder.id !== from.id &&
    (label(folder).toLowerCase().includes(wanted) || folder.name.toLowerCase().includes(wanted));
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby={title}>
      <ModalHeader title={t("move.title", { count })} labelId={title} />
      <ModalBody>
        <SearchInput
          aria-label={t("move.search")}
          placeholder={t("move.search")}
          resetButtonLabel={t("search.clear")}
          value={text}
          onChange={(_, value) => setText(value)}
          onClear={() => setText("")}
          autoFocus
        />
        {writable.map((mailbox, index) => {
          const folders = lists[index]?.data?.items;
          const nodes = nodesOf(folders ?? []).filter(({ folder }) => fits(folder));
          return (
            <section key={mailbox.id} aria-label={mailbox.name} className="muster-mail-targets">
              {writable.length > 1 && <h2>{calledBy(mailbox, t)}</h2>}
              {folders === undefined && <Skeleton screenreaderText={t("loading")} />}
              {nodes.map(({ folder, label: own, depth }) => (
                <Button
                  key={folder.id}
                  variant="plain"
                  className="muster-mail-target"
                  style={{ paddingInlineStart: `${0.5 + depth}rem` }}
                  icon={<RoleIcon role={folder.role} />}
                  title={folder.name}
                  onClick={() => {
                    onMove(folder);
                    onClose();
                  }}
                >
                  {label(folder, own)}
                </Button>
              ))}
            </section>
          );
        })}
      </ModalBody>
      <ModalFooter>
        <Button variant="link" onClick={onClose}>
          {shared("cancel")}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
