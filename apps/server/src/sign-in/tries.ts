import { Fault, MINUTE, SECOND } from '@hookwright/model'

const window = 15 * MINUTE
const mostPerName = 5
const mostPerNetwork = 30
/** Maximum number of stored names and networks; the least active one is dropped first. */
const mostKept = 20_000

interface Count {
  tries: number
  since: number
}

/** Name and network of a sign-in attempt. */
export interface Try {
  nameKey: string
  network: string
  /** True if many members may share the network, such as behind an unconfigured proxy. */
  isShared?: boolean
}

/** Counts password attempts in memory; a restart resets them. */
export interface Tries {
  /**
   * Counts an attempt before its password is checked, so that simultaneous attempts cannot all pass. Returns the
   * milliseconds to wait when there were too many, otherwise null.
   */
  begin(params: Try): number | null
  /** Uncounts a successful attempt, and clears the name's failures from that network. */
  succeed(params: Try): void
  /** Clears all attempts of a name, for a password that has been replaced. */
  forgive(nameKey: string): void
}

/**
 * Limits attempts to 5 per name and 30 per network in 15 minutes from the first; a refused attempt does not count. A
 * name is counted separately for each network, so that nobody can lock out somebody else.
 */
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

  const keyOfName = ({ nameKey, network }: Try): string => JSON.stringify([nameKey, network])

  const keyOfNetwork = ({ network, isShared = false }: Try): string | null =>
    isShared ? null : `network ${network}`

  const keysOf = (params: Try): [key: string, most: number][] => {
    const network = keyOfNetwork(params)
    const name: [string, number] = [keyOfName(params), mostPerName]
    return network === null ? [name] : [name, [network, mostPerNetwork]]
  }

  return {
    begin: params => {
      const now = clock()
      const counted = keysOf(params).map(([key, most]) => ({ key, most, count: read(key, now) }))
      const waits = counted
        .filter(one => one.count.tries >= one.most)
        .map(one => one.count.since + window - now)
      if (waits.length > 0) return Math.max(...waits)
      for (const { key, count } of counted) write(key, { ...count, tries: count.tries + 1 })
      return null
    },
    succeed: params => {
      counts.delete(keyOfName(params))
      const network = keyOfNetwork(params)
      const count = network === null ? undefined : counts.get(network)
      if (network !== null && count) counts.set(network, { ...count, tries: Math.max(0, count.tries - 1) })
    },
    forgive: nameKey => {
      const start = `[${JSON.stringify(nameKey)},`
      for (const key of counts.keys()) if (key.startsWith(start)) counts.delete(key)
    }
  }
}

/** Counts an attempt before its password is checked. @throws `sign-in.too-many-tries` */
export const beginTry = (tries: Pick<Tries, 'begin'>, params: Try): void => {
  const wait = tries.begin(params)
  if (wait === null) return
  throw new Fault('sign-in.too-many-tries', {
    minutes: Math.ceil(wait / MINUTE),
    seconds: Math.ceil(wait / SECOND)
  })
}
