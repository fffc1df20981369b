import type { Language } from "../world/spec/spec.ts";

type Translations = Partial<Record<Language, string>>;

export const notPermitted: Translations = {
  sv: "(#10) Appen har inte behörighet för den här åtgärden",
  de: "(#10) Die Anwendung hat keine Berechtigung für diese Aktion",
};

export const tooFewViewers: Translations = {
  sv: "(#10) För få tittare för att visa statistik om mediet",
  de: "(#10) Zu wenige Zuschauer, um Statistiken für das Medium anzuzeigen",
};

export const somethingUnknown: Translations = {
  sv: "Ett okänt fel inträffade",
  de: "Ein unbekannter Fehler ist aufgetreten",
};

export const notSupported: Translations = {
  sv: "(#100) Ett av de begärda värdena stöds inte för den här mediatypen.",
  de: "(#100) Einer der angeforderten Werte wird für diesen Medientyp nicht unterstützt.",
};

export const notThere: Translations = {
  sv: "Begäran stöds inte. Objektet finns inte eller kan inte läsas in på grund av saknade behörigheter.",
  de: "Nicht unterstützte Anfrage. Das Objekt existiert nicht oder kann wegen fehlender Berechtigungen nicht geladen werden.",
};
