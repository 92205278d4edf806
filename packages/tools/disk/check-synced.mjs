/**
 * Checks the log of the shim: before each answer, its delivery must be written and then synced.
 *
 * @param {string[]} lines in the order in which it happened
 * @returns {{ acked: number, early: string[] }} early: a sentence for each answer that came before it was safe
 */
export function checkSynced(lines) {
  /** @type {Map<string, string>} */
  const asking = new Map()
  /** State of each id: written, or also synced. @type {Map<string, 'kept' | 'safe'>} */
  const standing = new Map()
  /** @type {Set<string>} */
  let unsynced = new Set()
  /** Ids that were written when a sync began. @type {Map<string, Set<string>>} */
  const syncing = new Map()
  /** @type {string[]} */
  const early = []
  let acked = 0
  for (const line of lines) {
    const [what, first = '', second = ''] = line.split(' ')
    if (what === 'read') asking.set(first, second)
    if (what === 'kept' && !standing.has(first)) {
      standing.set(first, 'kept')
      unsynced.add(first)
    }
    if (what === 'syncing') syncing.set(first, new Set(unsynced))
    if (what === 'synced') {
      const safe = syncing.get(first) ?? new Set()
      for (const id of safe) standing.set(id, 'safe')
      unsynced = new Set([...unsynced].filter(id => !safe.has(id)))
      syncing.delete(first)
    }
    const id = what === 'acked' ? asking.get(first) : undefined
    if (id === undefined) continue
    asking.delete(first)
    acked += 1
    const stands = standing.get(id)
    if (stands === undefined) early.push(`${id} was answered before it was written.`)
    if (stands === 'kept') early.push(`${id} was answered before it was synced.`)
  }
  return { acked, early }
}
