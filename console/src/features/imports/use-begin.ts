import { useOrganizationId } from "@shared/session/me";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { importsKey, type Kind, startPass, type UserImport } from "./queries";

/** Begins a pass over a file when it is told to. */
export function useBegin(file: UserImport, kind: Kind) {
  const organizationId = useOrganizationId();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => startPass(organizationId, file.id, kind),
    onSuccess: () => queries.invalidateQueries({ queryKey: importsKey(organizationId) }),
  });
}
