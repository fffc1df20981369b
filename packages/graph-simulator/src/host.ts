/** Which of the two logins' hosts is spoken to: graph.facebook.com or graph.instagram.com. */
export type Host = "facebook" | "instagram";
