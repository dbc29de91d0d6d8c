import { type KeyboardEvent, useState } from "react";
import { allowedIn } from "./folders";
import type { PaneProps } from "./ListPane";
import { composeRoute } from "./routes";
import type { MailRow } from "./types";
import { useShortcuts } from "./use-shortcuts";

interface Options extends PaneProps {
  readonly rows: readonly MailRow[];
  readonly selected: readonly MailRow[];
  readonly choose: (uids: ReadonlySet<number>) => void;
  readonly to: (row: MailRow) => string;
  readonly startMove: () => void;
}

export interface ListKeys {
  /** The message that is to be scrolled to and get the focus. */
  readonly wanted: number | undefined;
  readonly onWantedShown: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** What an act is about: what is chosen, else what is open, else what has the focus. */
  readonly targets: () => readonly MailRow[];
  /** Back to the list, when what was open is gone. */
  readonly leave: () => void;
}

/** The keys of the list: they go through it, and act as the buttons do. */
export function useListKeys(options: Options): ListKeys {
  const { rows, selected, choose, to, address, folder, mailbox, mail, acts, startMove } = options;
  const [wanted, want] = useState<number>();
  const openRow = rows.find(({ uid }) => uid === address.uid);
  const indexNow = () => {
    const focused = document.activeElement?.closest("[data-uid]")?.getAttribute("data-uid");
    const uid = focused === null || focused === undefined ? address.uid : Number(focused);
    return rows.findIndex((row) => row.uid === uid);
  };
  const focusedRow = () => rows[indexNow()];
  const targets = () => {
    const one = openRow ?? focusedRow();
    return selected.length > 0 ? selected : one === undefined ? [] : [one];
  };
  const step = (by: number) => {
    const at = indexNow();
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (next !== undefined) {
      want(next.uid);
      if (address.uid !== undefined) {
        address.go(to(next), { replace: true });
      }
    }
  };
  const leave = () => {
    if (address.uid !== undefined) {
      address.go(address.toList(folder.id));
    }
  };
  const gone = (act: (rows: readonly MailRow[]) => Promise<void>) => () => {
    const about = targets();
    if (about.length === 0) {
      return;
    }
    const last = rows.findIndex(({ uid }) => uid === about.at(-1)?.uid);
    want((rows[last + 1] ?? rows[last - about.length])?.uid);
    void act(about);
    choose(new Set());
    leave();
  };
  const may = allowedIn(mailbox, folder, mail.current?.of.folders ?? []);
  const { archive } = may;
  const remove = may.delete ? gone(acts.remove) : undefined;
  const mark = (seen: boolean) => () => {
    void acts.mark(targets(), { seen });
    choose(new Set());
    if (!seen) {
      leave();
    }
  };
  const letGo = () => (selected.length > 0 ? choose(new Set()) : leave());
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    x: () => {
      const row = focusedRow();
      if (row !== undefined) {
        choose(toggled(new Set(selected.map(({ uid }) => uid)), row.uid));
      }
    },
    u: leave,
    Escape: letGo,
    c: () => address.go(composeRoute.to({}, { mailbox: mailbox.id })),
    e: archive === undefined ? undefined : gone((about) => acts.move(about, archive)),
    "#": remove,
    Delete: remove,
    s: may.mark
      ? () => {
          const about = targets();
          void acts.mark(about, { flagged: !about.every(({ flagged }) => flagged) });
        }
      : undefined,
    I: may.mark ? mark(true) : undefined,
    U: may.mark ? mark(false) : undefined,
    v: may.move ? () => targets().length > 0 && startMove() : undefined,
    "/": () => document.querySelector<HTMLInputElement>(".muster-mail-search input")?.focus(),
  });
  return {
    wanted,
    onWantedShown: () => want(undefined),
    onKeyDown: (event) => {
      const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (by !== 0) {
        event.preventDefault();
        step(by);
      }
    },
    targets,
    leave,
  };
}

export function toggled(set: ReadonlySet<number>, uid: number): ReadonlySet<number> {
  return set.has(uid) ? new Set([...set].filter((one) => one !== uid)) : new Set([...set, uid]);
}
