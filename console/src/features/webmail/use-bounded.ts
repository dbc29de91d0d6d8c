import { useFormat } from "@shared/ui/format";

/** As far as the server counts what is filtered or unread. */
const BOUND = 10_000;

/** Says a count, and where the counting ended that there may be more. */
export function useBounded(): (count: number) => string {
  const { number } = useFormat();
  return (count) => (count >= BOUND ? `${number(BOUND)}+` : number(count));
}
