import type { Feature } from "@shared/routing/feature";

const modules = import.meta.glob<{ feature: Feature }>("../features/*/routes.ts", { eager: true });

/** Every folder of src/features: adding one adds its pages, with no list to keep. */
export const features: readonly Feature[] = Object.values(modules).map(({ feature }) => feature);
