import { expect, it } from "vitest";
import { type PolicyValues, requestOf, valuesOf } from "./policy-values";

const RULES = {
  length: { minimum: 15, minimumWithSecondFactor: 8, maximum: 256 },
  composition: {
    upperCase: 0,
    lowerCase: 0,
    digits: 1,
    special: 0,
    longestRun: 0,
    whiteSpace: true,
    differentFromUserName: true,
  },
  forbiddenWords: ["acme", "gotthard"],
  reuse: { lastPasswords: 5, months: 12 },
  expiry: { days: 90, warningDays: [14, 7, 1] },
  existingExempt: true,
  changesDisabled: false,
};

it("shows the rules as text and sends back the same rules", () => {
  const values = valuesOf({ rules: RULES, instance: RULES, secondFactorRequired: true });
  expect(values.rules.forbiddenWords).toBe("acme\ngotthard");
  expect(values.rules.expiry.warningDays).toBe("14, 7, 1");
  expect(requestOf(values)).toEqual({ rules: RULES, secondFactorRequired: true });
});

it("reads numbers that somebody typed and leaves empty lines out", () => {
  const values = valuesOf({ rules: RULES, instance: RULES, secondFactorRequired: false });
  const typed = {
    ...values,
    rules: {
      ...values.rules,
      forbiddenWords: " acme \n\n",
      reuse: { lastPasswords: "7", months: "0" },
      expiry: { days: "30", warningDays: "3,1," },
    },
  } as unknown as PolicyValues;
  expect(requestOf(typed).rules).toMatchObject({
    forbiddenWords: ["acme"],
    reuse: { lastPasswords: 7, months: 0 },
    expiry: { days: 30, warningDays: [3, 1] },
  });
});
