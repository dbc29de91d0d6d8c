import { useEffect, useRef, useState } from "react";

const EVERY = 1_000;
/** So long back goes what "now" means: long enough to be calm, short enough to be honest. */
const WINDOW = 20_000;
/** Before that nothing can be told. */
const SHORTEST = 3_000;

interface Sample {
  readonly at: number;
  readonly done: number;
}

export interface Pace {
  readonly perSecond: number;
  /** Undefined when nothing moved lately: then nobody knows. */
  readonly secondsLeft: number | undefined;
}

/** How fast something goes, by its last seconds alone; undefined until it was watched for some. */
export function usePace(done: number, total: number): Pace | undefined {
  const latest = useRef(done);
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEffect(() => {
    latest.current = done;
  }, [done]);
  useEffect(() => {
    const look = () =>
      setSamples((before) => {
        const now = { at: performance.now(), done: latest.current };
        return [...before.filter(({ at }) => now.at - at <= WINDOW), now];
      });
    look();
    const timer = setInterval(look, EVERY);
    return () => clearInterval(timer);
  }, []);
  return paceOf(samples, total);
}

export function paceOf(samples: readonly Sample[], total: number): Pace | undefined {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < SHORTEST) {
    return undefined;
  }
  const perSecond = (1_000 * (last.done - first.done)) / (last.at - first.at);
  return {
    perSecond,
    secondsLeft: perSecond > 0 ? Math.max(0, total - last.done) / perSecond : undefined,
  };
}
