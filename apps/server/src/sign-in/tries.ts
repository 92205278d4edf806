import { Fault, MINUTE, SECOND } from '@hookwright/model'

/** Period in which attempts are counted. It starts with the first attempt. */
export const TRIES_WINDOW = 15 * MINUTE
const mostPerName = 5
const mostPerNetwork = 30
/** Maximum number of stored names and networks. The least recently active entry is removed first. */
const mostKept = 20_000

interface Count {
  tries: number
  since: number
}

/** Name and network of a sign-in attempt. */
export interface Try {
  nameKey: string
  network: string
  /** True if many members may share the network, for example behind an unconfigured proxy. */
  isShared?: boolean
}

/** Counter of password attempts, with limits. */
export interface Tries {
  /**
   * Counts an attempt before its password is checked, so that simultaneous attempts cannot all pass. Returns the
   * milliseconds to wait when there were too many, otherwise null.
   */
  begin(params: Try): Promise<number | null>
  /**
   * Stops counting a successful attempt, and clears the failed attempts of the name from the same network.
   */
  succeed(params: Try): Promise<void>
  /** Clears all attempts of a name, for a password that has been replaced. */
  forgive(nameKey: string): Promise<void>
}

/** Returns the counter key for attempts of a name from a network. */
export const keyOfName = ({ nameKey, network }: Try): string => JSON.stringify([nameKey, network])

/**
 * Returns the counter key for all attempts from a network; null if the network is shared and therefore not
 * limited.
 */
export const keyOfNetwork = ({ network, isShared = false }: Try): string | null =>
  isShared ? null : `network ${network}`

/** Returns the keys of the counters that an attempt adds to. Each has the maximum number of attempts. */
export const limitsOf = (params: Try): { key: string; most: number }[] => {
  const network = keyOfNetwork(params)
  const name = { key: keyOfName(params), most: mostPerName }
  return network === null ? [name] : [name, { key: network, most: mostPerNetwork }]
}

/**
 * Creates a counter in memory, which a restart resets. It limits attempts to 5 per name and 30 per network,
 * in 15 minutes from the first attempt. Refused attempts do not count. A name is counted separately for each
 * network, so that nobody can lock another person out. `sharedBy` returns the number of processes with
 * separate counters; each process allows its share of the limits.
 */
export const countTries = (clock: () => number, sharedBy: () => number = () => 1): Tries => {
  const counts = new Map<string, Count>()

  const read = (key: string, now: number): Count => {
    const count = counts.get(key)
    return count && now - count.since < TRIES_WINDOW ? count : { tries: 0, since: now }
  }

  const write = (key: string, count: Count) => {
    // Taken out first, so that a key stands where its last try puts it and the quietest one is forgotten.
    counts.delete(key)
    counts.set(key, count)
    if (counts.size <= mostKept) return
    const [quietest] = counts.keys()
    if (quietest !== undefined) counts.delete(quietest)
  }

  return {
    begin: async params => {
      const now = clock()
      const counted = limitsOf(params).map(({ key, most }) => ({
        ...{ key, most: Math.ceil(most / sharedBy()) },
        count: read(key, now)
      }))
      const waits = counted
        .filter(one => one.count.tries >= one.most)
        .map(one => one.count.since + TRIES_WINDOW - now)
      if (waits.length > 0) return Math.max(...waits)
      for (const { key, count } of counted) write(key, { ...count, tries: count.tries + 1 })
      return null
    },
    succeed: async params => {
      counts.delete(keyOfName(params))
      const network = keyOfNetwork(params)
      const count = network === null ? undefined : counts.get(network)
      if (network !== null && count) counts.set(network, { ...count, tries: Math.max(0, count.tries - 1) })
    },
    forgive: async nameKey => {
      const start = `[${JSON.stringify(nameKey)},`
      for (const key of counts.keys()) if (key.startsWith(start)) counts.delete(key)
    }
  }
}

/** Counts an attempt before its password is checked. @throws `sign-in.too-many-tries` */
export const beginTry = async (tries: Pick<Tries, 'begin'>, params: Try): Promise<void> => {
  const wait = await tries.begin(params)
  if (wait === null) return
  throw new Fault('sign-in.too-many-tries', {
    minutes: Math.ceil(wait / MINUTE),
    seconds: Math.ceil(wait / SECOND)
  })
}
