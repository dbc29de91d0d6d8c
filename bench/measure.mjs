// Times things. Two things that are compared take turns, so that a busy moment of the machine hits both.

/** The value below which this part of the samples lies. */
export function quantile(samples, part) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)];
}

export const median = (samples) => quantile(samples, 0.5);

/** Milliseconds that an act takes. */
export async function time(act) {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

/**
 * Runs acts in turn, each `samples` times after `warmUp` uncounted times; acts get the number of the
 * round. Answers p50, p95 and the number of samples of each.
 */
export async function inTurn(acts, { warmUp = 20, samples = 100 } = {}) {
  const times = acts.map(() => []);
  for (let round = 0; round < warmUp + samples; round++) {
    for (const [i, act] of acts.entries()) {
      const taken = await time(() => act(round));
      if (round >= warmUp) {
        times[i].push(taken);
      }
    }
  }
  return times.map(summary);
}

export function summary(samples) {
  return { p50: quantile(samples, 0.5), p95: quantile(samples, 0.95), samples: samples.length };
}
