import type { Id } from '../kernel/ids.ts'
import { type SubscriptionStatus, takesDeliveries } from './status.ts'

/** Registration listed by the service. */
export interface RemoteRegistration {
  /** Id at the service. */
  id: string
  eventUrl: string
  /** Data needed to remove it; null when the listing does not contain it. */
  registrationData: Record<string, unknown> | null
}

/** Listed registration that sends to one of our Event URLs. */
export interface ListedRegistration extends RemoteRegistration {
  /** Subscription with that Event URL; null for an unknown URL. */
  of: Id | null
}

/** Stored subscription with the data needed for a comparison. */
export interface StoredRegistration {
  id: Id
  status: SubscriptionStatus
  /** True if it should exist at the service. */
  wanted: boolean
  /** True if its Registration Data is stored, without which it cannot be removed. */
  hasData: boolean
  /** True if an open cleanup entry owns a registration that may still exist. */
  hasEntry: boolean
  /** True if that entry's Registration Data is unknown, so that it cannot be retried. */
  entryNeedsData?: boolean
  /** True if the service would list an existing one: the listing was requested on its terms. */
  isCovered: boolean
}

/** Result of comparing wanted, stored and listed registrations. Each listed one is in one of the first three. */
export interface Reconciliation {
  /** Expected at the service, being removed, or owned by a cleanup entry. */
  fine: ListedRegistration[]
  /** Expected at the service, but its Registration Data was unknown until now. */
  adopt: ListedRegistration[]
  /** Unexpected at the service: nothing here owns it. */
  remove: ListedRegistration[]
  /** Missing at the service although expected. */
  recreate: Id[]
  /** Uncertain registrations that certainly do not exist at the service. */
  gone: Id[]
}

const mayExist = ({ status, hasEntry }: StoredRegistration): boolean =>
  hasEntry || (status.is === 'ended' && status.how === 'uncertain')

/** Compares stored registrations with those that a service lists. */
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
