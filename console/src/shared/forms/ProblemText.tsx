import { ProblemError, UNREACHABLE } from "@shared/api/problem";
import { useTranslation } from "react-i18next";

/** What went wrong in one line: the server's words, or ours when it could not say any. */
export function ProblemText({ error }: { error: unknown }) {
  const { t } = useTranslation("shared");
  if (!(error instanceof ProblemError)) {
    return t("problem.unexpected");
  }
  if (error.is(UNREACHABLE)) {
    return t("problem.unreachable");
  }
  return error.correlationId === undefined
    ? error.message
    : `${error.title}. ${t("problem.correlationId", { id: error.correlationId })}`;
}
