import { Button, Tooltip } from "@patternfly/react-core";
import ArchiveIcon from "@patternfly/react-icons/dist/esm/icons/archive-icon";
import EnvelopeIcon from "@patternfly/react-icons/dist/esm/icons/envelope-icon";
import EnvelopeOpenIcon from "@patternfly/react-icons/dist/esm/icons/envelope-open-icon";
import FolderOpenIcon from "@patternfly/react-icons/dist/esm/icons/folder-open-icon";
import StarIcon from "@patternfly/react-icons/dist/esm/icons/star-icon";
import TimesIcon from "@patternfly/react-icons/dist/esm/icons/times-icon";
import TrashIcon from "@patternfly/react-icons/dist/esm/icons/trash-icon";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { allowedIn } from "./folders";
import type { MailFolder, MailMailbox, MailRow } from "./types";
import type { MailActs } from "./use-mail-acts";

interface Props {
  readonly folder: MailFolder;
  readonly mailbox: MailMailbox;
  readonly folders: readonly MailFolder[];
  readonly rows: readonly MailRow[];
  readonly selected: readonly MailRow[];
  readonly acts: MailActs;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
  readonly onMove: () => void;
}

/** What can be done with the chosen messages. */
export function SelectionBar(props: Props) {
  const { folder, mailbox, folders, rows, selected, acts, onSelectAll, onClear, onMove } = props;
  const { t } = useTranslation("webmail");
  const may = allowedIn(mailbox, folder, folders);
  const { archive } = may;
  const count = selected.length;
  const mark = (marks: Parameters<MailActs["mark"]>[1]) => {
    void acts.mark(selected, marks);
    onClear();
  };
  return (
    <div className="muster-mail-selection" role="toolbar" aria-label={t("selection.label")}>
      <Act label={t("selection.clear")} icon={<TimesIcon />} onClick={onClear} />
      <span aria-live="polite">{t("selection.count", { count })}</span>
      {count < rows.length && (
        <Button variant="link" isInline onClick={onSelectAll}>
          {t("selection.all", { count: rows.length })}
        </Button>
      )}
      <span className="muster-mail-spring" />
      {may.mark && (
        <>
          <Act
            label={t("act.markRead")}
            icon={<EnvelopeOpenIcon />}
            onClick={() => mark({ seen: true })}
          />
          <Act
            label={t("act.markUnread")}
            icon={<EnvelopeIcon />}
            onClick={() => mark({ seen: false })}
          />
          <Act
            label={t("act.flag")}
            icon={<StarIcon />}
            onClick={() => mark({ flagged: !selected.every(({ flagged }) => flagged) })}
          />
        </>
      )}
      {archive !== undefined && (
        <Act
          label={t("act.archive")}
          icon={<ArchiveIcon />}
          onClick={() => {
            void acts.move(selected, archive);
            onClear();
          }}
        />
      )}
      {may.move && <Act label={t("act.move")} icon={<FolderOpenIcon />} onClick={onMove} />}
      {may.delete && (
        <Act
          label={t(may.isForGood ? "act.deleteForGood" : "act.delete")}
          icon={<TrashIcon />}
          onClick={() => {
            void acts.remove(selected);
            onClear();
          }}
        />
      )}
    </div>
  );
}

interface ActProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
}

/** A button of an icon alone: its words show on hover and focus. */
export function Act({ label, icon, onClick }: ActProps) {
  return (
    <Tooltip content={label} aria="none">
      <Button variant="plain" icon={icon} aria-label={label} onClick={onClick} />
    </Tooltip>
  );
}
