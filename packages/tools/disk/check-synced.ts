/**
 * Checks the log of the shim: each delivery must be written and synced before its response.
 *
 * @param lines lines of the log, in order
 * @returns the number of acks, and `early`, a sentence for each response that was sent too early
 */
export function checkSynced(lines: string[]): { acked: number; early: string[] } {
  const asking: Map<string, string> = new Map()
  /** Progress of each delivery, by id: only written (`kept`), or also synced (`safe`). */
  const standing: Map<string, 'kept' | 'safe'> = new Map()
  let unsynced: Set<string> = new Set()
  /** Ids of the deliveries that were written before a sync began, for each sync in progress. */
  const syncing: Map<string, Set<string>> = new Map()
  const early: string[] = []
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
