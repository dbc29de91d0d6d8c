import { Button, EmptyState, EmptyStateBody, Skeleton } from "@patternfly/react-core";
import ArrowLeftIcon from "@patternfly/react-icons/dist/esm/icons/arrow-left-icon";
import EnvelopeOpenIcon from "@patternfly/react-icons/dist/esm/icons/envelope-open-icon";
import { ProblemError } from "@shared/api/problem";
import { RowsFailed } from "@shared/table/NoRows";
import { RouterLink } from "@shared/ui/LinkButton";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Conversation } from "./Conversation";
import type { PaneProps } from "./ListPane";
import { MoveDialog } from "./MoveDialog";
import { ofFolder } from "./mail-cache";
import { isSameMessage } from "./message-key";
import { messageQuery, threadQuery } from "./queries";
import { ReadingBar } from "./ReadingBar";
import type { MailMessage, ThreadItem } from "./types";

interface Props extends PaneProps {
  readonly mayWrite: boolean;
}

/** The conversation of the message in the address, or a word on what could be here. */
export function ReadingPane(props: Props) {
  const { t } = useTranslation("webmail");
  const { uid } = props.address;
  return (
    <section className="muster-mail-reading" aria-label={t("reading.label")}>
      {uid === undefined ? (
        <EmptyState
          titleText={t("reading.none")}
          headingLevel="h2"
          icon={EnvelopeOpenIcon}
          variant="sm"
        >
          <EmptyStateBody>{t("reading.noneBody")}</EmptyStateBody>
        </EmptyState>
      ) : (
        <Reading key={`${props.folder.id}/${uid}`} {...props} uid={uid} />
      )}
    </section>
  );
}

function Reading(props: Props & { readonly uid: number }) {
  const { folder, address, uid } = props;
  const { t } = useTranslation("webmail");
  const opened = useQuery(messageQuery({ folderId: folder.id, uid }));
  const message = opened.data;
  const thread = useQuery({
    ...threadQuery(folder.id, message?.threadId ?? ""),
    enabled: message !== undefined,
  });
  if (message === undefined) {
    return (
      <>
        <div className="muster-mail-bar">
          <BackToList to={address.toList(folder.id)} />
        </div>
        {opened.isError ? (
          <ReadingFailed error={opened.error} onRetry={() => void opened.refetch()} />
        ) : (
          <Skeleton height="12rem" screenreaderText={t("loading")} />
        )}
      </>
    );
  }
  const known = thread.data?.items ?? (thread.isError ? [] : undefined);
  const items = known && withOpened(known, message);
  return <Opened {...props} message={message} items={items} />;
}

interface OpenedProps extends Props {
  readonly message: MailMessage;
  readonly items: readonly ThreadItem[] | undefined;
}

function Opened(props: OpenedProps) {
  const { folder, mailbox, mail, acts, address, message, items, mayWrite } = props;
  const { t } = useTranslation("webmail");
  const [isMoving, setMoving] = useState(false);
  const { threads } = address.filters;
  const target = {
    uid: message.uid,
    threadId: message.threadId,
    threadMessages: threads ? ofFolder(items ?? [], folder.id).length : 1,
    receivedAt: message.receivedAt,
    octets: message.octets,
  };
  // Marks change while the message is open: those of the conversation are read again, the message is not.
  const flagged = items?.find((item) => isSameMessage(item, message))?.flagged ?? message.flagged;
  const leave = () => address.go(address.toList(folder.id));
  return (
    <>
      <ReadingBar
        folder={folder}
        mailbox={mailbox}
        folders={mail.current?.of.folders ?? []}
        message={{ ...message, flagged }}
        newest={items?.findLast(({ draft }) => !draft)}
        target={target}
        acts={acts}
        back={<BackToList to={address.toList(folder.id)} />}
        onMove={() => setMoving(true)}
        onGone={leave}
      />
      <h2 className="muster-mail-heading muster-mail-title" tabIndex={-1}>
        {message.subject === "" ? t("noSubject") : message.subject}
      </h2>
      {items === undefined ? (
        <Skeleton height="12rem" screenreaderText={t("loading")} />
      ) : (
        <Conversation
          items={items}
          opened={{ folderId: folder.id, uid: message.uid }}
          folders={mail.current?.of.folders ?? []}
          mayWrite={mayWrite}
        />
      )}
      {isMoving && (
        <MoveDialog
          mail={mail}
          from={folder}
          count={target.threadMessages}
          onMove={(to) => {
            void acts.move([target], to);
            leave();
          }}
          onClose={() => setMoving(false)}
        />
      )}
    </>
  );
}

/** A message that is gone is no fault: it was moved or deleted elsewhere. */
function ReadingFailed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTranslation("webmail");
  return error instanceof ProblemError && error.status === 404 ? (
    <EmptyState titleText={t("reading.gone")} headingLevel="h2" variant="sm">
      <EmptyStateBody>{t("reading.goneBody")}</EmptyStateBody>
    </EmptyState>
  ) : (
    <RowsFailed error={error} onRetry={onRetry} />
  );
}

function BackToList({ to }: { to: string }) {
  const { t } = useTranslation("webmail");
  return (
    <Button
      variant="plain"
      className="muster-mail-narrow"
      icon={<ArrowLeftIcon />}
      aria-label={t("reading.toList")}
      component={RouterLink}
      href={to}
    />
  );
}

/** Of a long conversation not all messages are told; the one asked for is shown in its place all the same. */
function withOpened(items: readonly ThreadItem[], message: MailMessage): readonly ThreadItem[] {
  return items.some((item) => isSameMessage(item, message))
    ? items
    : [...items, itemOf(message)].sort(
        (one, other) => Date.parse(one.receivedAt) - Date.parse(other.receivedAt),
      );
}

/** The message as a row, where its conversation doesn't hold it. */
function itemOf(message: MailMessage): ThreadItem {
  const { text, attachments, to, ...same } = message;
  return {
    ...same,
    to,
    threadMessages: 1,
    threadUnseen: message.seen ? 0 : 1,
    preview: (text ?? "").slice(0, 200),
    attachments: attachments.length > 0,
  };
}
