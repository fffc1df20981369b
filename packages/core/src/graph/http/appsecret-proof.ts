/**
 * The proof that the caller knows the app's secret: hex HMAC-SHA256 of the token. WebCrypto exists in every runtime.
 * https://developers.facebook.com/docs/graph-api/guides/secure-requests#appsecret_proof
 */
export async function appSecretProof(accessToken: string, appSecret: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(appSecret), algorithm, false, ["sign"]);
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(accessToken)));
  return Array.from(signature, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
