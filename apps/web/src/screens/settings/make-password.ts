/** Letters and digits that are not taken for each other when they are read out or copied by hand: 32 of them. */
const CHARACTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Number of characters in a group, and number of groups. */
const GROUP = 5
const GROUPS = 4

/** A password of 100 random bits, such as `k7mpq-2xwvr-hn4tz-9bcde`, of as many random bytes as are asked for. */
export const makePassword = (randomBytes: (count: number) => Uint8Array): string => {
  const characters = [...randomBytes(GROUP * GROUPS)].map(byte => CHARACTERS[byte % CHARACTERS.length])
  return Array.from({ length: GROUPS }, (_, at) =>
    characters.slice(at * GROUP, (at + 1) * GROUP).join('')
  ).join('-')
}
