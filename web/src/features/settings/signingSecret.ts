const bytes = 32;

/** A secret for signing webhooks as Standard Webhooks has them: `whsec_` and random bytes in base64. */
export function newSigningSecret(): string {
  return `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))))}`;
}
