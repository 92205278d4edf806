import { type Millis, SECOND } from '@hookwright/model'
import type { AuthDatabase } from './auth-database.ts'
import { isRole, type Person, type Role } from './person.ts'

/** Names and roles of all members, in memory. They are needed for each item of a list and for each run. */
export interface MemberDirectory {
  /** Returns the name of a person, or null if the id is unknown. */
  nameOf(id: string): string | null
  /** Returns the role of a person, or null if the id is unknown. */
  roleOf(id: string): Role | null
  /** Reads all members again, after this process has changed one. */
  refresh(): Promise<void>
  stop(): void
}

/** Polling interval for changes made by other processes. */
const PERIOD: Millis = SECOND / 2

const isSame = (one: Person | undefined, other: Person | undefined): boolean =>
  one?.name === other?.name && one?.role === other?.role

/**
 * Opens the directory. `changed` is called with the id of each person who was added, removed, or given
 * another role. `changedElsewhere` is called when another process has changed members or ended their
 * sessions.
 */
export const openMemberDirectory = async (params: {
  db: AuthDatabase
  after: (delay: Millis, act: () => void) => () => void
  changed: (personId: string) => void
  changedElsewhere: () => void
}): Promise<MemberDirectory> => {
  const { db, after, changed, changedElsewhere } = params
  let members = new Map<string, Person>()
  /**
   * Number of reads started so far. `shown` is the number of the read whose data is current; a read that ends
   * after a later one is ignored.
   */
  let begun = 0
  let shown = 0
  let seenChanges = 0
  let cancel = (): void => {}
  let isStopped = false

  const read = async (): Promise<void> => {
    begun += 1
    const turn = begun
    const rows = await db.ask<{ id: string; name: string; role: string }>('SELECT id, name, role FROM {user}')
    if (turn < shown) return
    shown = turn
    const before = members
    members = new Map(rows.flatMap(({ role, ...row }) => (isRole(role) ? [[row.id, { ...row, role }]] : [])))
    for (const id of new Set([...before.keys(), ...members.keys()])) {
      if (!isSame(before.get(id), members.get(id))) changed(id)
    }
  }

  const lookForChanges = async (countChanges: () => Promise<number>): Promise<void> => {
    const changes = await countChanges()
    if (changes === seenChanges) return
    await read()
    seenChanges = changes
    changedElsewhere()
  }

  const watch = (countChanges: () => Promise<number>): void => {
    cancel = after(PERIOD, () => {
      // Whoever is asked meanwhile is known as before; the next look tries again.
      lookForChanges(countChanges)
        .catch(() => {})
        .finally(() => {
          if (!isStopped) watch(countChanges)
        })
    })
  }

  const { memberChanges } = db
  if (memberChanges !== null) seenChanges = await memberChanges()
  await read()
  if (memberChanges !== null) watch(memberChanges)
  return {
    nameOf: id => members.get(id)?.name ?? null,
    roleOf: id => members.get(id)?.role ?? null,
    refresh: read,
    stop: () => {
      isStopped = true
      cancel()
    }
  }
}
