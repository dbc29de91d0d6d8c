import { Button } from "@patternfly/react-core";
import ArchiveIcon from "@patternfly/react-icons/dist/esm/icons/archive-icon";
import ReplyAllIcon from "@patternfly/react-icons/dist/esm/icons/reply-all-icon";
import ReplyIcon from "@patternfly/react-icons/dist/esm/icons/reply-icon";
import ShareIcon from "@patternfly/react-icons/dist/esm/icons/share-icon";
import TrashIcon from "@patternfly/react-icons/dist/esm/icons/trash-icon";
import { ActionsMenu } from "@shared/table/ActionsMenu";
import type { RowAction } from "@shared/table/types";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { AnswerKind } from "./draft";
import { allowedIn } from "./folders";
import { type MessageKey, textOfKey } from "./message-key";
import { addressOf } from "./queries";
import { composeRoute } from "./routes";
import { Act } from "./SelectionBar";
import type { MailFolder, MailMailbox, MailMessage } from "./types";
import type { MailActs, Target } from "./use-mail-acts";
import { useShortcuts } from "./use-shortcuts";

interface Props {
  readonly folder: MailFolder;
  readonly mailbox: MailMailbox;
  readonly folders: readonly MailFolder[];
  readonly message: MailMessage;
  /** What an answer answers: the last of the conversation. */
  readonly newest: MessageKey | undefined;
  readonly target: Target;
  readonly acts: MailActs;
  readonly back: ReactNode;
  readonly onMove: () => void;
  readonly onGone: () => void;
}

/** What can be done with the conversation that is read. */
export function ReadingBar(props: Props) {
  const { folder, mailbox, folders, message, target, acts, back, onMove, onGone } = props;
  const { t } = useTranslation("webmail");
  const navigate = useNavigate();
  const here = { folderId: folder.id, uid: message.uid };
  const answered = textOfKey(props.newest ?? here);
  const answer = (kind: AnswerKind) => () =>
    void navigate(composeRoute.to({}, { [kind]: answered, mailbox: mailbox.id }));
  useShortcuts({ r: answer("reply"), a: answer("replyAll"), f: answer("forward") });
  const may = allowedIn(mailbox, folder, folders);
  const { archive } = may;
  const gone = (act: Promise<void>) => {
    void act;
    onGone();
  };
  const more: readonly (RowAction | false)[] = [
    may.mark && {
      label: t("act.markUnread"),
      onSelect: () => gone(acts.mark([target], { seen: false })),
    },
    may.mark && {
      label: t(message.flagged ? "act.unflag" : "act.flag"),
      onSelect: () => void acts.mark([target], { flagged: !message.flagged }),
    },
    may.move && { label: t("act.move"), onSelect: onMove },
    { label: t("act.print"), onSelect: () => print(here, message) },
    {
      label: t("act.source"),
      onSelect: () => globalThis.location.assign(addressOf(here, "source")),
    },
  ];
  return (
    <div className="muster-mail-bar" role="toolbar" aria-label={t("reading.acts")}>
      {back}
      <Button variant="secondary" icon={<ReplyIcon />} onClick={answer("reply")}>
        {t("act.reply")}
      </Button>
      <Act label={t("act.replyAll")} icon={<ReplyAllIcon />} onClick={answer("replyAll")} />
      <Act label={t("act.forward")} icon={<ShareIcon />} onClick={answer("forward")} />
      <span className="muster-mail-spring" />
      {archive !== undefined && (
        <Act
          label={t("act.archive")}
          icon={<ArchiveIcon />}
          onClick={() => gone(acts.move([target], archive))}
        />
      )}
      {may.delete && (
        <Act
          label={t(may.isForGood ? "act.deleteForGood" : "act.delete")}
          icon={<TrashIcon />}
          onClick={() => gone(acts.remove([target]))}
        />
      )}
      <ActionsMenu label={t("reading.more")} actions={more.filter((action) => action !== false)} />
    </div>
  );
}

/** What stands in a frame can't be measured, so a designed message is printed from a tab of its own. */
function print(key: MessageKey, { html }: MailMessage): void {
  if (html) {
    globalThis.open(addressOf(key, "html"), "_blank", "noopener");
  } else {
    globalThis.print();
  }
}
