/** The 45 cities of demographics. */
export const cities: readonly string[] = [
  "Stockholm, Stockholm County|Gothenburg, Västra Götaland County|Malmö, Skåne County|Uppsala, Uppsala County",
  "London, England|Manchester, England|Leeds, England|Bristol, England|Glasgow, Scotland|Cardiff, Wales",
  "Oslo, Oslo|Bergen, Vestland|Copenhagen, Capital Region|Aarhus, Central Region|Helsinki, Uusimaa|Turku, Southwest",
  "Berlin, Berlin|Hamburg, Hamburg|Munich, Bavaria|Cologne, North Rhine-Westphalia|Vienna, Vienna|Zürich, Zürich",
  "Paris, Île-de-France|Lyon, Rhône-Alpes|Madrid, Madrid|Barcelona, Catalonia|Lisbon, Lisbon|Porto, Porto",
  "Rome, Lazio|Milan, Lombardy|Athens, Attica|Warsaw, Masovian|Kraków, Lesser Poland|Prague, Prague",
  "Amsterdam, North Holland|Rotterdam, South Holland|Brussels, Brussels|Dublin, Leinster|Istanbul, Istanbul Province",
  "New York, New York|Los Angeles, California|Toronto, Ontario|São Paulo, São Paulo|Tokyo, Tokyo|Seoul, Seoul",
]
  .join("|")
  .split("|");

/** The 45 countries of demographics. */
export const countries: readonly string[] = (
  "SE NO DK FI IS DE AT CH FR ES PT IT GR PL CZ NL BE IE GB TR US CA MX BR AR CL CO JP KR CN IN ID TH VN AU " +
  "NZ ZA EG MA NG KE AE SA IL UA"
).split(" ");
