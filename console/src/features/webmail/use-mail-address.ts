import { useCallback } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { folderRoute, messageRoute } from "./routes";

/** What of a folder is shown; in the address, so that it stays after a reload and the way back. */
export interface Filters {
  readonly threads: boolean;
  readonly unseen: boolean;
  readonly flagged: boolean;
  readonly query: string;
}

export interface MailAddress {
  readonly folderId: string | undefined;
  readonly uid: number | undefined;
  readonly filters: Filters;
  readonly isFiltered: boolean;
  /** In a narrow window: the folders in place of the list. */
  readonly isAtFolders: boolean;
  readonly toList: (folderId: string) => string;
  readonly toFolders: (folderId: string) => string;
  readonly toMessage: (folderId: string, uid: number) => string;
  readonly toFiltered: (folderId: string, change: Partial<Filters>) => string;
  readonly go: (to: string, options?: { replace?: boolean }) => void;
}

/** The address of the mail pages: which folder, which message, which filters. */
export function useMailAddress(): MailAddress {
  const params = useParams();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const filters: Filters = {
    threads: search.get("threads") !== "false",
    unseen: search.get("unseen") === "true",
    flagged: search.get("flagged") === "true",
    query: search.get("query") ?? "",
  };
  const kept = searchOf(filters);
  const uid = Number(params.uid);
  return {
    folderId: params.folderId,
    uid: Number.isSafeInteger(uid) && uid > 0 ? uid : undefined,
    filters,
    isFiltered: filters.unseen || filters.flagged || filters.query !== "",
    isAtFolders: search.get("pane") === "folders",
    toList: (folderId) => folderRoute.to({ folderId }, kept),
    toFolders: (folderId) => folderRoute.to({ folderId }, { ...kept, pane: "folders" }),
    toMessage: (folderId, uid) => messageRoute.to({ folderId, uid: String(uid) }, kept),
    toFiltered: (folderId, change) =>
      folderRoute.to({ folderId }, searchOf({ ...filters, ...change })),
    go: useCallback((to, options) => void navigate(to, options), [navigate]),
  };
}

function searchOf({ threads, unseen, flagged, query }: Filters) {
  return {
    threads: threads ? undefined : "false",
    unseen: unseen ? "true" : undefined,
    flagged: flagged ? "true" : undefined,
    query: query === "" ? undefined : query,
  };
}
