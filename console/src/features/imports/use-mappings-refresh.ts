import { ProblemError } from "@shared/api/problem";
import { useOrganizationId } from "@shared/session/me";
import { useQueryClient } from "@tanstack/react-query";
import { mappingsKey } from "./queries";

const OUTDATED: ReadonlySet<number> = new Set([404, 409, 412]);

/** Reads the saved mappings anew after a change, and after one that was refused for a list too old. */
export function useMappingsRefresh() {
  const organizationId = useOrganizationId();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: mappingsKey(organizationId) });
  return {
    refresh,
    /** What the change comes to; the next try after a refusal is over what is there by then. */
    async orRefresh<T>(change: Promise<T>): Promise<T> {
      try {
        return await change;
      } catch (error) {
        if (error instanceof ProblemError && OUTDATED.has(error.status)) {
          await refresh();
        }
        throw error;
      }
    },
  };
}
