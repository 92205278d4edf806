import { Fault, MINUTE, SECOND } from '@hookwright/model'

const window = 15 * MINUTE
const mostPerName = 5
const mostPerNetwork = 30
/** So many names and networks are remembered at once; then the quietest is forgotten. */
const mostKept = 20_000

interface Count {
  tries: number
  since: number
}

/** Whose password is tried, and from where. */
interface Try {
  nameKey: string
  network: string
}

/** Counts tries of passwords, in memory: a restart forgets them. */
export interface Tries {
  /**
   * Counts one try before its password is looked at, so that tries at once cannot all slip through.
   * Gives the milliseconds to wait when there were too many, else null.
   */
  begin(given: Try): number | null
  /** Takes a try back whose password was right, and forgives the name. */
  succeed(given: Try): void
  /** Forgives a name its tries: they were at a password that holds no more. */
  forgive(nameKey: string): void
}

/** At most 5 tries a name and 30 a network in 15 minutes, counted from the first; a refused try does not count. */
export const countTries = (clock: () => number): Tries => {
  const counts = new Map<string, Count>()

  const read = (key: string, now: number): Count => {
    const count = counts.get(key)
    return count && now - count.since < window ? count : { tries: 0, since: now }
  }

  const write = (key: string, count: Count) => {
    // Taken out first, so that a key stands where its last try puts it and the quietest one is forgotten.
    counts.delete(key)
    counts.set(key, count)
    if (counts.size <= mostKept) return
    const [quietest] = counts.keys()
    if (quietest !== undefined) counts.delete(quietest)
  }

  const keyOfName = (nameKey: string): string => `name ${nameKey}`

  const keysOf = (given: Try) =>
    [
      [keyOfName(given.nameKey), mostPerName],
      [`network ${given.network}`, mostPerNetwork]
    ] as const

  return {
    begin: given => {
      const now = clock()
      const counted = keysOf(given).map(([key, most]) => ({ key, most, count: read(key, now) }))
      const waits = counted
        .filter(one => one.count.tries >= one.most)
        .map(one => one.count.since + window - now)
      if (waits.length > 0) return Math.max(...waits)
      for (const { key, count } of counted) write(key, { ...count, tries: count.tries + 1 })
      return null
    },
    succeed: given => {
      const [[nameKey], [networkKey]] = keysOf(given)
      counts.delete(nameKey)
      const count = counts.get(networkKey)
      if (count) counts.set(networkKey, { ...count, tries: Math.max(0, count.tries - 1) })
    },
    forgive: nameKey => {
      counts.delete(keyOfName(nameKey))
    }
  }
}

/** Counts one try before its password is looked at. @throws `sign-in.too-many-tries` */
export const beginTry = (tries: Pick<Tries, 'begin'>, given: Try): void => {
  const wait = tries.begin(given)
  if (wait === null) return
  throw new Fault('sign-in.too-many-tries', {
    minutes: Math.ceil(wait / MINUTE),
    seconds: Math.ceil(wait / SECOND)
  })
}
