import { useEffect, useRef } from "react";

export type Shortcuts = Readonly<Record<string, (() => void) | undefined>>;

const FIELDS = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])";
const OVER_THE_PAGE = '[role="dialog"], [role="menu"], [role="listbox"]';

/** Single keys for the whole page: never while somebody types, nor while something lies over the page. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = latest.current[event.key];
      if (act !== undefined && isMeant(event)) {
        event.preventDefault();
        act();
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function isMeant(event: KeyboardEvent): boolean {
  const isChord = event.ctrlKey || event.metaKey || event.altKey;
  const isTyping = event.target instanceof Element && event.target.closest(FIELDS) !== null;
  return (
    !event.defaultPrevented &&
    !isChord &&
    !isTyping &&
    document.querySelector(OVER_THE_PAGE) === null
  );
}
