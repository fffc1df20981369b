/** Who pays for a call, and so which usage header reports it. */
export type UsageSubject =
  | { readonly kind: "app" }
  | { readonly kind: "instagram"; readonly id: string }
  | { readonly kind: "pages"; readonly id: string };
