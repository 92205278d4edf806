/** Alphabet of 32 letters and digits that are easy to read aloud and to copy. */
const CHARACTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Number of characters in a group. `GROUPS` is the number of groups. */
const GROUP = 5
const GROUPS = 4

/** Returns a password of 100 random bits, such as `k7mpq-2xwvr-hn4tz-9bcde`. */
export const makePassword = (randomBytes: (count: number) => Uint8Array): string => {
  const characters = [...randomBytes(GROUP * GROUPS)].map(byte => CHARACTERS[byte % CHARACTERS.length])
  return Array.from({ length: GROUPS }, (_, at) =>
    characters.slice(at * GROUP, (at + 1) * GROUP).join('')
  ).join('-')
}
