import { useFormat } from "@shared/ui/format";

/** How long ago, today; the date before that. Everything else on hover. */
export function ShortTime({ of }: { of: string }) {
  const format = useFormat();
  const isToday = format.date(of) === format.date(new Date().toISOString());
  return (
    <time dateTime={of} title={format.exactTime(of)} className="muster-mail-time">
      {isToday ? format.relative(of) : format.date(of)}
    </time>
  );
}
