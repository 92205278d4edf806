/** Returns the value of a cookie in a Cookie header as it stands there; undefined if it is missing. */
export const readCookie = (cookieHeader: string | undefined, name: string): string | undefined => {
  const start = `${name}=`
  return cookieHeader
    ?.split(';')
    .map(pair => pair.trim())
    .find(pair => pair.startsWith(start))
    ?.slice(start.length)
}
