import { useEffect } from "react";

/** Names the tab, the history entry and, to a screen reader, the page that was opened. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Muster`;
  }, [title]);
}
