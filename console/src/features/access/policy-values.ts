import type { components } from "@shared/api/schema";
import type { PolicyRequest } from "./own-queries";

type Rules = PolicyRequest["rules"];

/** The rules as the fields hold them: lists as text. Numbers are text while somebody types. */
export interface PolicyValues {
  readonly rules: Omit<Rules, "forbiddenWords" | "expiry"> & {
    readonly forbiddenWords: string;
    readonly expiry: { readonly days: number; readonly warningDays: string };
  };
  readonly secondFactorRequired: boolean;
}

export function valuesOf(policy: components["schemas"]["PasswordPolicyAnswer"]): PolicyValues {
  const { rules, secondFactorRequired } = policy;
  return {
    rules: {
      ...rules,
      forbiddenWords: rules.forbiddenWords.join("\n"),
      expiry: { days: rules.expiry.days, warningDays: rules.expiry.warningDays.join(", ") },
    },
    secondFactorRequired,
  };
}

export function requestOf({ rules, secondFactorRequired }: PolicyValues): PolicyRequest {
  const { length, composition, reuse } = rules;
  return {
    rules: {
      ...rules,
      length: {
        minimum: Number(length.minimum),
        minimumWithSecondFactor: Number(length.minimumWithSecondFactor),
        maximum: Number(length.maximum),
      },
      composition: {
        ...composition,
        upperCase: Number(composition.upperCase),
        lowerCase: Number(composition.lowerCase),
        digits: Number(composition.digits),
        special: Number(composition.special),
        longestRun: Number(composition.longestRun),
      },
      forbiddenWords: rules.forbiddenWords
        .split("\n")
        .map((word) => word.trim())
        .filter((word) => word !== ""),
      reuse: { lastPasswords: Number(reuse.lastPasswords), months: Number(reuse.months) },
      expiry: {
        days: Number(rules.expiry.days),
        warningDays: rules.expiry.warningDays
          .split(/[\s,]+/)
          .filter((day) => day !== "")
          .map(Number),
      },
    },
    secondFactorRequired,
  };
}
