import { Button, Checkbox } from "@patternfly/react-core";
import OutlinedStarIcon from "@patternfly/react-icons/dist/esm/icons/outlined-star-icon";
import PaperclipIcon from "@patternfly/react-icons/dist/esm/icons/paperclip-icon";
import ReplyIcon from "@patternfly/react-icons/dist/esm/icons/reply-icon";
import StarIcon from "@patternfly/react-icons/dist/esm/icons/star-icon";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { nameOf } from "./addresses";
import { ShortTime } from "./ShortTime";
import type { MailRow } from "./types";

interface Props {
  readonly row: MailRow;
  readonly to: string;
  /** In what one sent, the others matter. */
  readonly showsRecipients: boolean;
  readonly isOpen: boolean;
  readonly isChosen: boolean;
  readonly isWanted: boolean;
  readonly onWantedShown: () => void;
  readonly onChoose: (isRange: boolean) => void;
  readonly onStar: (() => void) | undefined;
}

/** A message, or a conversation by its newest, in the list. */
export function MessageRow(props: Props) {
  const { row, to, isOpen, isChosen, isWanted, onWantedShown, onChoose, onStar } = props;
  const { t } = useTranslation("webmail");
  const link = useRef<HTMLAnchorElement>(null);
  const isUnread = row.threadUnseen > 0 || !row.seen;
  const subject = row.subject === "" ? t("noSubject") : row.subject;
  useEffect(() => {
    if (isWanted) {
      link.current?.focus({ preventScroll: true });
      onWantedShown();
    }
  }, [isWanted, onWantedShown]);
  return (
    <div
      className="muster-mail-row"
      data-uid={row.uid}
      data-unread={isUnread || undefined}
      data-open={isOpen || undefined}
      data-chosen={isChosen || undefined}
    >
      <Checkbox
        id={`mail-choose-${row.uid}`}
        className="muster-mail-check"
        aria-label={t("list.choose", { subject })}
        isChecked={isChosen}
        onChange={(event) =>
          onChoose(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)
        }
      />
      <Link
        ref={link}
        to={to}
        className="muster-mail-link"
        aria-current={isOpen ? "true" : undefined}
      >
        <span className="muster-mail-line">
          {isUnread && <span className="pf-v6-screen-reader">{t("list.unread")}</span>}
          <span className="muster-mail-who">
            <Who row={row} showsRecipients={props.showsRecipients} />
          </span>
          {row.threadMessages > 1 && (
            <span className="muster-mail-count">
              <span aria-hidden="true">{row.threadMessages}</span>
              <span className="pf-v6-screen-reader">
                {t("list.inThread", { count: row.threadMessages })}
              </span>
            </span>
          )}
          <ShortTime of={row.receivedAt} />
        </span>
        <span className="muster-mail-line">
          {row.answered && <ReplyIcon aria-hidden={false} aria-label={t("list.answered")} />}
          <span className="muster-mail-subject">{subject}</span>
          {row.attachments && (
            <PaperclipIcon aria-hidden={false} aria-label={t("list.attachments")} />
          )}
        </span>
        <span className="muster-mail-preview">{row.preview}</span>
      </Link>
      {onStar !== undefined && (
        <Button
          variant="plain"
          className="muster-mail-star"
          data-flagged={row.flagged || undefined}
          icon={row.flagged ? <StarIcon /> : <OutlinedStarIcon />}
          aria-label={t("list.flag", { subject })}
          aria-pressed={row.flagged}
          onClick={onStar}
        />
      )}
    </div>
  );
}

function Who({ row, showsRecipients }: { row: MailRow; showsRecipients: boolean }) {
  const { t } = useTranslation("webmail");
  if (showsRecipients) {
    const names = row.to.map(nameOf).join(", ");
    return names === "" ? t("noRecipients") : t("list.to", { names });
  }
  return row.from === null ? t("noSender") : nameOf(row.from);
}
