/** The slashes tell a whole URL from a path, as where requests are sent. */
const wholeUrl = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//

/** The host that a request goes to, with its port; null for one that cannot be sent. */
export const hostOf = (url: string, baseUrl: string): string | null => {
  const whole = wholeUrl.test(url.trim()) ? url.trim() : baseUrl
  return URL.canParse(whole) ? new URL(whole).host : null
}
