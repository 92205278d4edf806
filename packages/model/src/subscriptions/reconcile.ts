import type { Id } from '../kernel/ids.ts'
import { type SubscriptionStatus, takesDeliveries } from './status.ts'

/** A registration as the service lists it. */
export interface RemoteRegistration {
  /** What the service calls it. */
  id: string
  eventUrl: string
  /** What it takes to remove it; null when the listing does not say. */
  registrationData: Record<string, unknown> | null
}

/** A registration at the service that sends to one of our Event URLs. */
export interface ListedRegistration extends RemoteRegistration {
  /** The subscription whose Event URL that is; null when no such URL was ever minted here. */
  of: Id | null
}

/** A subscription as far as a comparison needs it. */
export interface StoredRegistration {
  id: Id
  status: SubscriptionStatus
  /** Whether it is what the service should have. */
  wanted: boolean
  /** Whether Registration Data is kept, without which it cannot be removed. */
  hasData: boolean
  /** Whether an open cleanup entry owns what may still stand at the service. */
  hasEntry: boolean
  /** Whether the Registration Data of that entry is unknown, so that it cannot be tried again. */
  entryNeedsData?: boolean
  /** Whether the service would list it if it had it: the listing was asked for on its terms. */
  isCovered: boolean
}

/** What a comparison of wanted, stored and listed registrations comes to. Each listed one is in one of the first three. */
export interface Reconciliation {
  /** Is there and should be, or is being taken away, or is owned by an entry. */
  fine: ListedRegistration[]
  /** Is there and should be, but what it takes to remove it was not known until now. */
  adopt: ListedRegistration[]
  /** Is there and should not be: nothing here owns it. */
  remove: ListedRegistration[]
  /** Should be there and is not. */
  recreate: Id[]
  /** Might have been there and surely is not. */
  gone: Id[]
}

const mayExist = ({ status, hasEntry }: StoredRegistration): boolean =>
  hasEntry || (status.is === 'ended' && status.how === 'uncertain')

/** Compares what is stored here with what a service lists. */
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
