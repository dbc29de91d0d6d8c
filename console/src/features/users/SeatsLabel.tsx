import { Label } from "@patternfly/react-core";
import { answer, api } from "@shared/api/client";
import { places } from "@shared/routing/places";
import { useFormat } from "@shared/ui/format";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

/** How many licences are in use, where there is a limit; leads to the page of the seats. */
export function SeatsLabel({ organizationId }: { readonly organizationId: string }) {
  const { t } = useTranslation("users");
  const { number } = useFormat();
  const seats = useQuery({
    queryKey: ["users", organizationId, "seats", "label"],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/seats", {
          params: { path: { organizationId } },
          signal,
        }),
      ),
  }).data;
  if (seats === undefined || seats.licensed === null) {
    return null;
  }
  return (
    <Link to={places.seats.to({ organizationId })}>
      <Label isCompact {...(seats.activated >= seats.licensed ? { status: "warning" } : {})}>
        {t("seats.taken", {
          activated: number(seats.activated),
          licensed: number(seats.licensed),
        })}
      </Label>
    </Link>
  );
}
