import { Button, Label, Skeleton } from "@patternfly/react-core";
import PaperclipIcon from "@patternfly/react-icons/dist/esm/icons/paperclip-icon";
import { ProblemText } from "@shared/forms/ProblemText";
import { isImpersonating } from "@shared/session/impersonation";
import { LinkButton } from "@shared/ui/LinkButton";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Attachments } from "./Attachments";
import { nameOf } from "./addresses";
import { MessageBody } from "./MessageBody";
import { MessageHeaders } from "./MessageHeaders";
import { showMarks } from "./mail-cache";
import { type MessageKey, textOfKey } from "./message-key";
import { markMessages, messageQuery } from "./queries";
import { useFolderLabel } from "./role-icons";
import { composeRoute } from "./routes";
import { ShortTime } from "./ShortTime";
import type { MailFolder, ThreadItem } from "./types";

/** Who only passes by a message has not read it. */
const READ_AFTER = 1_000;

interface Props {
  readonly item: ThreadItem;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly folder: MailFolder | undefined;
  /** It lies in another folder than the one that is looked at: an answer that was sent. */
  readonly isElsewhere: boolean;
  readonly mayWrite: boolean;
}

/** One message of a conversation: a line, or all of it. */
export function MessageCard(props: Props) {
  const { item, isOpen, onToggle, folder, isElsewhere, mayWrite } = props;
  const { t } = useTranslation("webmail");
  const label = useFolderLabel();
  return (
    <article className="muster-mail-card" data-unread={!item.seen || undefined}>
      <button
        type="button"
        className="muster-mail-card-head"
        aria-expanded={isOpen}
        onClick={onToggle}
      >
        <span className="muster-mail-line">
          {!item.seen && <span className="pf-v6-screen-reader">{t("list.unread")}</span>}
          <span className="muster-mail-who">
            {item.from === null ? t("noSender") : nameOf(item.from)}
          </span>
          {item.attachments && (
            <PaperclipIcon aria-hidden={false} aria-label={t("list.attachments")} />
          )}
          {item.draft && <Label isCompact>{t("reading.draft")}</Label>}
          {isElsewhere && folder !== undefined && (
            <Label isCompact color="blue">
              {label(folder)}
            </Label>
          )}
          <ShortTime of={item.receivedAt} />
        </span>
        {!isOpen && <span className="muster-mail-preview">{item.preview}</span>}
      </button>
      {isOpen && <OpenMessage item={item} isUnread={!item.seen && mayWrite && !isImpersonating} />}
      {isOpen && item.draft && (
        <LinkButton to={composeRoute.to({}, { draft: textOfKey(item) })} variant="secondary">
          {t("reading.editDraft")}
        </LinkButton>
      )}
    </article>
  );
}

function OpenMessage({ item, isUnread }: { item: MessageKey; isUnread: boolean }) {
  const { t } = useTranslation("webmail");
  const found = useQuery(messageQuery(item));
  useRead(item, isUnread && found.isSuccess);
  if (found.isError) {
    return (
      <p role="alert">
        <ProblemText error={found.error} />{" "}
        <Button variant="link" isInline onClick={() => void found.refetch()}>
          {t("retry")}
        </Button>
      </p>
    );
  }
  if (found.data === undefined) {
    return <Skeleton height="8rem" screenreaderText={t("loading")} />;
  }
  return (
    <>
      <MessageHeaders message={found.data} />
      <MessageBody message={found.data} />
      <Attachments message={found.data} />
    </>
  );
}

/**
 * Marks a message as read when it was open for a moment; not when an administrator looks at it in the place of its
 * reader. That it failed is found out by the next who opens it.
 */
function useRead({ folderId, uid }: MessageKey, isUnread: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isUnread) {
      return undefined;
    }
    const timer = setTimeout(async () => {
      showMarks(queries, folderId, new Set([uid]), { seen: true });
      await markMessages(folderId, [uid], { seen: true }).catch(() => undefined);
      await queries.invalidateQueries({ queryKey: ["mail", "folders"] });
    }, READ_AFTER);
    return () => clearTimeout(timer);
  }, [queries, folderId, uid, isUnread]);
}
