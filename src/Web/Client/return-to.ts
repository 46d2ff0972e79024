/** A path on this site, or the fallback: sign-in never sends anybody elsewhere. Mirrors ReturnTo.cs. */
export function returnTo(wanted: string | null | undefined, fallback = "/dashboard"): string {
  if (!wanted || !wanted.startsWith("/")) return fallback;
  if (wanted.startsWith("//") || wanted.startsWith("/\\")) return fallback;
  return /[\u0000-\u001f\u007f]/.test(wanted) ? fallback : wanted;
}
