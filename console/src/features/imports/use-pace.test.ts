import { describe, expect, test } from "vitest";
import { paceOf } from "./use-pace";

const at = (seconds: number, done: number) => ({ at: seconds * 1_000, done });

describe("the pace of a pass", () => {
  test("is that of the last seconds, and the time left follows from it", () => {
    const pace = paceOf([at(10, 5_000), at(15, 25_000)], 1_000_000);
    expect(pace).toEqual({ perSecond: 4_000, secondsLeft: 243.75 });
  });

  test("is not told before it was watched for some seconds", () => {
    expect(paceOf([], 10)).toBeUndefined();
    expect(paceOf([at(0, 0), at(2, 500)], 10_000)).toBeUndefined();
  });

  test("leaves open how long it takes when nothing moved", () => {
    expect(paceOf([at(0, 500), at(9, 500)], 10_000)).toEqual({
      perSecond: 0,
      secondsLeft: undefined,
    });
  });
});
