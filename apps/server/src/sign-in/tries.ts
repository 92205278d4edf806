import { Fault, MINUTE, SECOND } from '@hookwright/model'

const window = 15 * MINUTE
const mostPerName = 5
const mostPerNetwork = 30
/** Maximum number of remembered names and networks; the least active one is dropped first. */
const mostKept = 20_000

interface Count {
  tries: number
  since: number
}

/** Name and network of a sign-in attempt. */
export interface Try {
  nameKey: string
  network: string
  /** True where many members may come from one network, such as behind a proxy that was not named. */
  isShared?: boolean
}

/** Counts tries of passwords, in memory: a restart forgets them. */
export interface Tries {
  /**
   * Counts an attempt before its password is checked, so that simultaneous attempts cannot all slip through. Returns
   * the milliseconds to wait when there were too many, otherwise null.
   */
  begin(given: Try): number | null
  /** Undoes an attempt whose password was right, and clears the name's failures from that network. */
  succeed(given: Try): void
  /** Forgives a name its tries from everywhere: they were at a password that holds no more. */
  forgive(nameKey: string): void
}

/**
 * Limits tries to 5 a name and 30 a network in 15 minutes, counted from the first; a refused try does not count. A name is
 * counted for each network by itself, so that nobody can lock somebody else out.
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

  const keysOf = (given: Try): [key: string, most: number][] => {
    const network = keyOfNetwork(given)
    const name: [string, number] = [keyOfName(given), mostPerName]
    return network === null ? [name] : [name, [network, mostPerNetwork]]
  }

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
      counts.delete(keyOfName(given))
      const network = keyOfNetwork(given)
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
export const beginTry = (tries: Pick<Tries, 'begin'>, given: Try): void => {
  const wait = tries.begin(given)
  if (wait === null) return
  throw new Fault('sign-in.too-many-tries', {
    minutes: Math.ceil(wait / MINUTE),
    seconds: Math.ceil(wait / SECOND)
  })
}
