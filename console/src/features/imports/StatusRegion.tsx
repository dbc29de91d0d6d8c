import { type ReactNode, useEffect, useRef } from "react";

interface Props {
  /** How it stands; another one means that what is below was exchanged. */
  readonly of: string;
  readonly children: ReactNode;
}

/**
 * Says how a page stands. It stays while the rest is exchanged, so that a screen reader tells every change,
 * and takes the focus that the button pressed last has lost.
 */
export function StatusRegion({ of, children }: Props) {
  const region = useRef<HTMLDivElement>(null);
  const shown = useRef(of);
  useEffect(() => {
    if (shown.current !== of) {
      shown.current = of;
      if (document.activeElement === null || document.activeElement === document.body) {
        region.current?.focus();
      }
    }
  }, [of]);
  return (
    <div ref={region} role="status" tabIndex={-1}>
      {children}
    </div>
  );
}
