import { idempotencyKey } from "@shared/api/client";
import { useCallback, useRef } from "react";

/** Gives the same idempotency key for every try of one act, and another when something else is asked for. */
export function useActKey(): (wanted?: unknown) => string {
  const last = useRef({ wanted: "", key: "" });
  return useCallback((wanted: unknown = null) => {
    const text = JSON.stringify(wanted);
    if (last.current.wanted !== text) {
      last.current = { wanted: text, key: idempotencyKey() };
    }
    return last.current.key;
  }, []);
}
