import { expect, test } from "vitest";
import { fullness, octetsTyped, typedMebibytes } from "./octets";

test("a size is typed in MiB, and nothing is not nought", () => {
  expect(octetsTyped("")).toBeNull();
  expect(octetsTyped("0")).toBe(0);
  expect(octetsTyped(" 1,5 ")).toBe(1_572_864);
  expect(octetsTyped("-1")).toBeNaN();
  expect(typedMebibytes(1_572_864)).toBe("1.5");
  expect(typedMebibytes(null)).toBe("");
});

test("a mailbox is nearly full from 90 % and over its limit beyond it", () => {
  expect(fullness(89, 100)).toBe("fine");
  expect(fullness(90, 100)).toBe("nearly");
  expect(fullness(100, 100)).toBe("nearly");
  expect(fullness(101, 100)).toBe("over");
  expect(fullness(1_000, 0)).toBe("fine");
});
