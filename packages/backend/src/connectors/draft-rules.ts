import { kindOf, type Specs } from '@hookwright/engine'
import { codeOfReservedName, emptyFlow, Fault, type Flow } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { connectionsIn } from '../revisions/connector-uses.ts'
import type { ConnectionUses } from './connection-uses.ts'

/** Rules for every draft, both saved and imported from files. */
export interface DraftRules {
  /** Rejects a reserved flow name. Throws `flow.name-reserved`. */
  refuseReservedName: (name: string | null, doc: Flow) => void
  /**
   * Rejects a user's draft with a new connection that the flow's owner may not use. Throws
   * `connection.not-shared`, `connection.owner-removed`.
   */
  refuseForeign: (doc: Flow, ownerId: string, before?: Flow) => Promise<void>
}

export const createDraftRules = ({
  store,
  specs,
  uses
}: {
  store: Pick<Store, 'connections'>
  specs: Specs
  uses: ConnectionUses
}): DraftRules => ({
  refuseReservedName: (name, doc) => {
    const code = codeOfReservedName(name, kindOf(doc, specs))
    if (code !== null) throw new Fault('flow.name-reserved', { name: name ?? '', code })
  },
  refuseForeign: async (doc, ownerId, before = emptyFlow) => {
    const known = connectionsIn(before, specs)
    for (const id of connectionsIn(doc, specs)) {
      if (known.has(id) || (await store.connections.find(id)) === null) continue
      await uses.mustBeAllowed(id, ownerId)
    }
  }
})
