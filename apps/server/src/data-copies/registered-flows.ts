import Database from 'better-sqlite3'

/** Flow of a copy whose registration may exist twice at its service. */
export interface RegisteredFlow {
  name: string
  /**
   * True when the copy was made in the middle of a registration or deregistration, which its server continues
   * with.
   */
  isUnderWay: boolean
}

const SELECT = `
  select coalesce(f.name, '(without a name)') as name, s.status in ('registering', 'deregistering') as underWay
  from subscriptions s join flows f on f.id = s.flow
  where s.status in ('registering', 'deregistering', 'on', 'paused') and s.terms ->> '$.registration.flowId' is not null
  order by underWay desc, name`

/**
 * Reads the flows of a copied database that are registered at services. The original may have registered them again
 * since the copy was made. Returns null when that cannot be read, as from a copy of a version that kept them in another
 * way.
 */
export const readRegisteredFlows = (path: string): RegisteredFlow[] | null => {
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    return db
      .prepare<[], { name: string; underWay: number }>(SELECT)
      .all()
      .map(({ name, underWay }) => ({ name, isUnderWay: underWay === 1 }))
  } catch {
    // It is restored as it is, and its own version may have no such rows.
    return null
  } finally {
    db.close()
  }
}

/** Maximum number of flows that are named. */
const MOST_NAMED = 20

const NEXT = 'Stop that server first. Then compare each of them with its service, under Registrations.'

/** Returns the sentences on flows that may be registered twice, also when they are not known; none when there are none. */
export const formatRegisteredFlows = (flows: readonly RegisteredFlow[] | null): string[] => {
  if (flows === null) {
    return [
      'The flows that are registered at their services could not be read from this backup. They may be there twice if the other server kept running after it.',
      NEXT
    ]
  }
  if (flows.length === 0) return []
  const named = flows
    .slice(0, MOST_NAMED)
    .map(({ name, isUnderWay }) => (isUnderWay ? `“${name}” (was being registered)` : `“${name}”`))
  const more = flows.length - named.length
  return [
    `These flows are registered at their services, and may be there twice if the other server kept running after the backup: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
    NEXT
  ]
}
