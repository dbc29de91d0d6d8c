import { Button } from "@patternfly/react-core";
import ArrowLeftIcon from "@patternfly/react-icons/dist/esm/icons/arrow-left-icon";
import KeyboardIcon from "@patternfly/react-icons/dist/esm/icons/keyboard-icon";
import PencilAltIcon from "@patternfly/react-icons/dist/esm/icons/pencil-alt-icon";
import { RowsFailed } from "@shared/table/NoRows";
import { RouterLink } from "@shared/ui/LinkButton";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FilterBar } from "./FilterBar";
import { FolderMenu } from "./FolderMenu";
import { hasRight } from "./folders";
import { MessageList } from "./MessageList";
import { MoveDialog } from "./MoveDialog";
import { ListSkeleton, NoMessages } from "./NoMessages";
import { messagesQuery } from "./queries";
import { useFolderLabel } from "./role-icons";
import { composeRoute } from "./routes";
import { SelectionBar } from "./SelectionBar";
import type { MailFolder, MailMailbox, MailRow } from "./types";
import { useListKeys } from "./use-list-keys";
import type { Mail } from "./use-mail";
import type { MailActs } from "./use-mail-acts";
import type { MailAddress } from "./use-mail-address";

export interface PaneProps {
  readonly folder: MailFolder;
  readonly mailbox: MailMailbox;
  readonly mail: Mail;
  readonly acts: MailActs;
  readonly address: MailAddress;
}

interface Props extends PaneProps {
  readonly onHelp: () => void;
}

/** The messages of a folder, and what can be done with those that are chosen. */
export function ListPane(props: Props) {
  const { folder, mailbox, mail, acts, address, onHelp } = props;
  const { t } = useTranslation("webmail");
  const label = useFolderLabel();
  const list = useInfiniteQuery(messagesQuery(folder.id, address.filters));
  const found = distinctRows(list.data?.pages ?? []);
  const rows = address.filters.threads ? found : found.map(byItself);
  const [chosen, choose] = useState<ReadonlySet<number>>(new Set());
  const [isMoving, setMoving] = useState(false);
  // Of what was chosen, only what is still in the list.
  const selected = rows.filter(({ uid }) => chosen.has(uid));
  const clear = () => choose(new Set());
  const to = (row: MailRow) =>
    row.draft && folder.role === "DRAFTS"
      ? composeRoute.to({}, { draft: `${folder.id}/${row.uid}` })
      : address.toMessage(folder.id, row.uid);
  const keys = useListKeys({
    ...props,
    rows,
    selected,
    choose,
    to,
    startMove: () => setMoving(true),
  });
  const folders = mail.current?.of.folders ?? [];
  return (
    <section className="muster-mail-list" aria-label={t("list.label")}>
      <div className="muster-mail-bar">
        <Button
          variant="plain"
          className="muster-mail-narrow"
          icon={<ArrowLeftIcon />}
          aria-label={t("list.toFolders")}
          component={RouterLink}
          href={address.toFolders(folder.id)}
        />
        <h2 className="muster-mail-heading" tabIndex={-1} title={mailbox.address}>
          {label(folder)}
        </h2>
        <span className="muster-mail-spring" />
        <Button
          variant="plain"
          className="muster-mail-narrow"
          icon={<PencilAltIcon />}
          aria-label={t("compose.open")}
          component={RouterLink}
          href={composeRoute.to({}, { mailbox: mailbox.id })}
        />
        <Button
          variant="plain"
          icon={<KeyboardIcon />}
          aria-label={t("help.open")}
          onClick={onHelp}
        />
        <FolderMenu folder={folder} mailbox={mailbox} folders={folders} address={address} />
      </div>
      {selected.length > 0 ? (
        <SelectionBar
          folder={folder}
          mailbox={mailbox}
          folders={folders}
          rows={rows}
          selected={selected}
          acts={acts}
          onSelectAll={() => choose(new Set(rows.map(({ uid }) => uid)))}
          onClear={clear}
          onMove={() => setMoving(true)}
        />
      ) : (
        <FilterBar folderId={folder.id} address={address} total={list.data?.pages[0]?.total} />
      )}
      {list.isError && rows.length === 0 && (
        <RowsFailed error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.isPending && <ListSkeleton />}
      {list.isSuccess && rows.length === 0 && !list.hasNextPage && (
        <NoMessages folder={folder} address={address} />
      )}
      {rows.length > 0 && (
        <MessageList
          rows={rows}
          total={list.data?.pages[0]?.total ?? rows.length}
          hasMore={list.hasNextPage}
          isLoadingMore={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
          folder={folder}
          mayWrite={hasRight(mailbox, "WRITE")}
          openUid={address.uid}
          chosen={chosen}
          onChoose={choose}
          wanted={keys.wanted}
          onWantedShown={keys.onWantedShown}
          onKeyDown={keys.onKeyDown}
          onStar={(row) => void acts.mark([row], { flagged: !row.flagged })}
          to={to}
        />
      )}
      {isMoving && (
        <MoveDialog
          mail={mail}
          from={folder}
          count={keys.targets().length}
          onMove={(target) => {
            void acts.move(keys.targets(), target);
            clear();
            keys.leave();
          }}
          onClose={() => setMoving(false)}
        />
      )}
    </section>
  );
}

/** Without conversations a row stands for one message: nothing done to it may reach the others of its conversation. */
function byItself(row: MailRow): MailRow {
  return { ...row, threadMessages: 1, threadUnseen: row.seen ? 0 : 1 };
}

/** A message that moved from one page to the next while they were read is shown once. */
function distinctRows(pages: readonly { readonly items: readonly MailRow[] }[]): MailRow[] {
  const byUid = new Map<number, MailRow>();
  for (const row of pages.flatMap(({ items }) => items)) {
    if (!byUid.has(row.uid)) {
      byUid.set(row.uid, row);
    }
  }
  return [...byUid.values()];
}
