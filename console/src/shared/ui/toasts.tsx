import { Alert, AlertActionCloseButton, AlertActionLink, AlertGroup } from "@patternfly/react-core";
import { type ReactNode, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

export interface Toast {
  readonly variant: "success" | "info" | "warning" | "danger";
  readonly title: string;
  readonly body?: ReactNode;
  /** What can be done about it, such as taking it back; the toast goes with it. */
  readonly action?: { readonly label: string; readonly onSelect: () => void };
}

const STAYS_FOR = 8_000;
let shown: readonly (Toast & { id: number })[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Says that something was done, from any page; a screen reader reads it out. A fault stays until it is closed. */
export function toast(one: Toast): void {
  lastId += 1;
  change([...shown, { ...one, id: lastId }]);
}

/** Where toasts appear; once, in the shell. */
export function Toasts() {
  const { t } = useTranslation("shared");
  const toasts = useSyncExternalStore(subscribe, () => shown);
  return (
    <AlertGroup isToast isLiveRegion aria-label={t("toasts")}>
      {toasts.map(({ id, variant, title, body, action }) => (
        <Alert
          key={id}
          variant={variant}
          title={title}
          component="p"
          timeout={variant === "danger" ? false : STAYS_FOR}
          onTimeout={() => close(id)}
          onClick={({ target }) => {
            // Whoever went where it leads needs it no longer, and it would lie over that page's buttons.
            if (target instanceof Element && target.closest("a") !== null) {
              close(id);
            }
          }}
          actionClose={<AlertActionCloseButton onClose={() => close(id)} />}
          actionLinks={
            action && (
              <AlertActionLink
                onClick={() => {
                  close(id);
                  action.onSelect();
                }}
              >
                {action.label}
              </AlertActionLink>
            )
          }
        >
          {body}
        </Alert>
      ))}
    </AlertGroup>
  );
}

function close(id: number): void {
  change(shown.filter((toast) => toast.id !== id));
}

function change(next: typeof shown): void {
  shown = next;
  for (const tell of listeners) {
    tell();
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
