import { Outlet } from "react-router";
import { Progress } from "./Progress";

/** Around the pages that need nobody signed in. */
export function OpenFrame() {
  return (
    <>
      <Progress />
      <Outlet />
    </>
  );
}
