import Database from 'better-sqlite3'

/** Flow in a copy that may be registered twice at its service. */
export interface RegisteredFlow {
  name: string
  /**
   * True if a registration or deregistration was in progress when the copy was made. The original server
   * continues it.
   */
  isUnderWay: boolean
}

const SELECT = `
  select coalesce(f.name, '(without a name)') as name, s.status in ('registering', 'deregistering') as underWay
  from subscriptions s join flows f on f.id = s.flow
  where s.status in ('registering', 'deregistering', 'on', 'paused') and s.terms ->> '$.registration.flowId' is not null
  order by underWay desc, name`

/**
 * Returns the flows in a copied database that are registered at services. The original server may have
 * registered them again since the copy was made. Returns null if they cannot be read, for example from the
 * schema of another version.
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

/** Maximum number of flows listed by name. */
const MOST_NAMED = 20

const NEXT = 'Stop the other server first. Then open Registrations and compare each flow with its service.'

/**
 * Returns the warning about flows that may be registered twice; empty if there are none. Flows that could not
 * be read (`null`) get a warning too.
 */
export const formatRegisteredFlows = (flows: readonly RegisteredFlow[] | null): string[] => {
  if (flows === null) {
    return [
      'The list of registered flows could not be read from this backup. If the other server kept running after the backup, flows may be registered twice.',
      NEXT
    ]
  }
  if (flows.length === 0) return []
  const named = flows
    .slice(0, MOST_NAMED)
    .map(({ name, isUnderWay }) => (isUnderWay ? `“${name}” (registration in progress)` : `“${name}”`))
  const more = flows.length - named.length
  return [
    `These flows are registered at their services. If the other server kept running after the backup, they may be registered twice: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
    NEXT
  ]
}
