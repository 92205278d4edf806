import type { Id } from '../kernel/ids.ts'
import { type SubscriptionStatus, takesDeliveries } from './status.ts'

/** Registration listed by the service. */
export interface RemoteRegistration {
  /** Id at the service. */
  id: string
  eventUrl: string
  /** Data for the deregistration; `null` if the listing does not contain it. */
  registrationData: Record<string, unknown> | null
}

/** Registration in the service's list that sends to an Event URL of this installation. */
export interface ListedRegistration extends RemoteRegistration {
  /** Id of the subscription with this Event URL; `null` for an unknown URL. */
  of: Id | null
}

/** Stored subscription with the data for the comparison. */
export interface StoredRegistration {
  id: Id
  status: SubscriptionStatus
  /** True if the registration should exist at the service. */
  wanted: boolean
  /** True if its Registration Data is stored. Without the data, it cannot be removed. */
  hasData: boolean
  /** True if an open cleanup entry exists for a registration that may still exist. */
  hasEntry: boolean
  /** True if the cleanup entry has no Registration Data and cannot be retried. */
  entryNeedsData?: boolean
  /**
   * True if the service's list covers this registration: it was requested with the same connection and
   * options.
   */
  isCovered: boolean
}

/**
 * Result of comparing wanted, stored and listed registrations. Each listed registration is in `fine`, `adopt`
 * or `remove`.
 */
export interface Reconciliation {
  /** Listed registrations that need no action: wanted, being removed, or owned by a cleanup entry. */
  fine: ListedRegistration[]
  /** Wanted registrations with Registration Data that was unknown before. */
  adopt: ListedRegistration[]
  /** Listed registrations that are not wanted and have no owner. */
  remove: ListedRegistration[]
  /** Ids of wanted registrations that the service does not list. */
  recreate: Id[]
  /** Ids of uncertain registrations that do not exist at the service. */
  gone: Id[]
}

const mayExist = ({ status, hasEntry }: StoredRegistration): boolean =>
  hasEntry || (status.is === 'ended' && status.how === 'uncertain')

/** Compares stored registrations with those in a service's list. */
export const compareRegistrations = (
  stored: StoredRegistration[],
  listed: ListedRegistration[]
): Reconciliation => {
  const byId = new Map(stored.map(one => [one.id, one]))
  const comparison: Reconciliation = { fine: [], adopt: [], remove: [], recreate: [], gone: [] }
  for (const one of listed) {
    const own = one.of === null ? undefined : byId.get(one.of)
    if (own === undefined) comparison.remove.push(one)
    else if (takesDeliveries(own.status)) {
      const tells = !own.hasData && own.status.is !== 'registering' && one.registrationData !== null
      comparison[tells ? 'adopt' : 'fine'].push(one)
    } else if (own.hasEntry) {
      const tells = own.entryNeedsData === true && one.registrationData !== null
      comparison[tells ? 'adopt' : 'fine'].push(one)
    } else comparison[own.status.is === 'deregistering' ? 'fine' : 'remove'].push(one)
  }
  const there = new Set(listed.map(({ of }) => of))
  for (const one of stored) {
    if (!one.isCovered || there.has(one.id)) continue
    if (one.wanted && (one.status.is === 'on' || one.status.is === 'paused')) comparison.recreate.push(one.id)
    else if (mayExist(one)) comparison.gone.push(one.id)
  }
  return comparison
}
