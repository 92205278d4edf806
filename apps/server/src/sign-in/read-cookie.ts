/** Returns the raw value of a cookie in a Cookie header; undefined if it is missing. */
export const readCookie = (cookieHeader: string | undefined, name: string): string | undefined => {
  const start = `${name}=`
  return cookieHeader
    ?.split(';')
    .map(pair => pair.trim())
    .find(pair => pair.startsWith(start))
    ?.slice(start.length)
}
