import type { Language } from "../world/spec/spec.ts";

type Title = readonly [title: string, description: string];

const english: Readonly<Record<string, Title>> = {
  reach: ["Accounts reached", "The number of unique accounts that have seen this content, at least once."],
  views: ["Views", "The number of times this content was played or displayed."],
  likes: ["Likes", "The number of likes on your content."],
  comments: ["Comments", "The number of comments on your content."],
  saved: ["Saved", "The number of saves of your post."],
  saves: ["Saves", "The number of saves of your content."],
  shares: ["Shares", "The number of shares of your content."],
  navigation: ["Navigation", "The total number of actions taken from your story."],
  follower_count: ["Follower Count", "Total number of unique accounts following this profile"],
};

const translatedTitles: Readonly<Record<Exclude<Language, "en">, Readonly<Record<string, Title>>>> = {
  sv: {
    reach: ["Konton du nått", "Antalet unika konton som har sett innehållet minst en gång."],
    views: ["Visningar", "Antalet gånger som innehållet spelades upp eller visades."],
    likes: ["Gilla-markeringar", "Antalet gilla-markeringar."],
    comments: ["Kommentarer", "Antalet kommentarer."],
    saved: ["Sparade", "Antalet gånger inlägget sparades."],
  },
  de: {
    reach: ["Erreichte Konten", "Die Anzahl der Konten, die diesen Inhalt gesehen haben."],
    views: ["Aufrufe", "Wie oft dieser Inhalt abgespielt oder angezeigt wurde."],
    likes: ["„Gefällt mir“-Angaben", "Die Anzahl der „Gefällt mir“-Angaben."],
    follower_count: ["Followerzahl", "Gesamtzahl der Konten, die diesem Profil folgen"],
  },
};

/** What a metric is called that has no words of its own. */
function plainTitle(metric: string): Title {
  const words = metric.replaceAll("_", " ");
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  return [name, `The figure called ${name}.`];
}

/** Title and description of a metric in the language of the account's owner. */
export function titleOf(metric: string, language: Language): { title: string; description: string } {
  const translated = language === "en" ? undefined : translatedTitles[language][metric];
  const [title, description] = translated ?? english[metric] ?? plainTitle(metric);
  return { title, description };
}
