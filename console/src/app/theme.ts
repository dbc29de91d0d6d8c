import { useSyncExternalStore } from "react";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

// public/theme.js reads the same key before the first paint.
const KEY = "muster.theme";
const systemIsDark = globalThis.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

function choice(): Theme {
  const kept = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === kept) ?? "system";
}

function apply(): void {
  const isDark = choice() === "dark" || (choice() === "system" && systemIsDark.matches);
  document.documentElement.classList.toggle("pf-v6-theme-dark", isDark);
  for (const tell of listeners) {
    tell();
  }
}

systemIsDark.addEventListener("change", apply);
globalThis.addEventListener("storage", ({ key }) => key === KEY && apply());

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function choose(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  apply();
}

/** The chosen theme; `system` follows the operating system at once when it changes. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, choice), choose];
}
