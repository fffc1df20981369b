import { describe, expect, test } from "vitest";
import { requiredScopes } from "../tokens/permissions.ts";
import { authorizeUrl, type AuthorizeRequest } from "./authorize-url.ts";

const facebook: AuthorizeRequest = {
  login: "facebook",
  appId: "1234567890",
  redirectUri: "http://localhost:4567/callback?from=a b&c",
  state: "0123456789abcdef",
  scope: requiredScopes.facebook,
};
const instagram: AuthorizeRequest = {
  ...facebook,
  login: "instagram",
  redirectUri: "https://example.com/callback/",
  scope: requiredScopes.instagram,
};

function partsOf(address: string) {
  const url = new URL(address);
  return { place: `${url.origin}${url.pathname}`, query: Object.fromEntries(url.searchParams) };
}

describe("the address of the login page", () => {
  test("of Facebook asks for a code, with every permission that reading takes", () => {
    expect(partsOf(authorizeUrl(facebook))).toEqual({
      place: "https://www.facebook.com/v25.0/dialog/oauth",
      query: {
        client_id: "1234567890",
        redirect_uri: "http://localhost:4567/callback?from=a b&c",
        response_type: "code",
        scope: "instagram_basic,instagram_manage_insights,pages_show_list,pages_read_engagement",
        state: "0123456789abcdef",
      },
    });
  });

  test("of Instagram is another page with other permissions", () => {
    const { place, query } = partsOf(authorizeUrl(instagram));
    expect(place).toBe("https://www.instagram.com/oauth/authorize");
    expect(query).toMatchObject({
      redirect_uri: "https://example.com/callback/",
      scope: "instagram_business_basic,instagram_business_manage_insights",
    });
  });

  test("names a configuration of Login for Business instead of permissions", () => {
    const { query } = partsOf(authorizeUrl({ ...facebook, scope: { configId: "77" } }));
    expect(query).toMatchObject({ config_id: "77" });
    expect(query).not.toHaveProperty("scope");
  });

  test("asks again in each login's own way", () => {
    expect(partsOf(authorizeUrl({ ...facebook, askAgain: true })).query).toMatchObject({
      auth_type: "rerequest",
    });
    expect(partsOf(authorizeUrl({ ...instagram, askAgain: true })).query).toMatchObject({
      force_reauth: "true",
    });
  });

  test("is below another base, with the vendor's host as first segment, and keeps the redirect URL", () => {
    const loginUrl = "http://127.0.0.1:4123/";
    const { place, query } = partsOf(authorizeUrl({ ...facebook, loginUrl, apiVersion: "v27.0" }));
    expect(place).toBe("http://127.0.0.1:4123/www.facebook.com/v27.0/dialog/oauth");
    expect(query["redirect_uri"]).toBe(facebook.redirectUri);
    expect(partsOf(authorizeUrl({ ...instagram, loginUrl })).place).toBe(
      "http://127.0.0.1:4123/www.instagram.com/oauth/authorize",
    );
  });
});
