import {
  type Authentication,
  type Branding,
  type Connector,
  Fault,
  type Flow,
  type Id,
  noAuthentication,
  plainBranding,
  slugOf
} from '@hookwright/model'
import type { ConnectorTally, FlowRow, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

/** Name and parts of a new connector. The parts may come from a known service. */
interface NewConnector {
  name: string
  description: string
  authentication?: Authentication
  branding?: Branding
  flows?: readonly { ownerId: string; name: string; doc: Flow }[]
}

/** Operations on connectors. */
export interface Connectors {
  /**
   * Creates a connector, optionally with authentication, branding and first flows. Its key is generated once
   * and never changes. Throws `connector.name-taken`.
   */
  create: (params: NewConnector) => Promise<Connector>
  list: () => Promise<Connector[]>
  /**
   * Returns a summary of each connector for lists, oldest first. It contains numbers of flows, the deployed
   * version and the last change.
   */
  tallies: () => Promise<ConnectorTally[]>
  /** Returns a connector. Throws `connector.gone`. */
  get: (id: Id) => Promise<Connector>
  /** Changes the name, description and branding. Throws `connector.gone`, `connector.name-taken`. */
  describe: (id: Id, about: { name: string; description: string; branding: Branding }) => Promise<void>
  /** Replaces the authentication. Throws `connector.gone`. */
  authenticate: (id: Id, authentication: Authentication) => Promise<void>
  /**
   * Moves a connector to the recycle bin. Throws `connector.gone`, or `connector.in-use` if flows that are on
   * use its events.
   */
  remove: (id: Id, by: string) => Promise<void>
  /**
   * Restores a connector from the recycle bin, optionally under another name. Throws `connector.gone`,
   * `connector.name-taken`.
   */
  restore: (id: Id, name?: string) => Promise<void>
}

export const createConnectors = (params: { store: Store; effects: Effects }): Connectors => {
  const { store, effects } = params
  return {
    create: async ({ name, description, ...params }) => {
      const now = effects.clock()
      const connector: Connector = {
        id: effects.newId(),
        key: `${slugOf(name)}_${effects.newSuffix()}`,
        name,
        description,
        authentication: params.authentication ?? noAuthentication,
        branding: params.branding ?? plainBranding,
        createdAt: now,
        deletedAt: null
      }
      const flows = (params.flows ?? []).map(
        (flow): FlowRow => ({
          id: effects.newId(),
          connectorId: connector.id,
          ownerId: flow.ownerId,
          name: flow.name,
          description: '',
          active: true,
          saveAll: true,
          doc: flow.doc,
          draftNo: 1,
          createdAt: now,
          updatedAt: now
        })
      )
      await store.connectors.add(connector, flows)
      return connector
    },
    list: () => store.connectors.list(),
    tallies: () => store.connectors.tallies(),
    get: async id => {
      const connector = await store.connectors.find(id)
      if (connector === null) throw new Fault('connector.gone')
      return connector
    },
    describe: (id, about) => store.connectors.describe(id, about),
    authenticate: (id, authentication) => store.connectors.authenticate(id, authentication),
    remove: async (id, by) => {
      const count = await store.subscriptions.countWanted(id)
      if (count > 0) throw new Fault('connector.in-use', { count })
      await store.connectors.remove(id, effects.clock(), by)
    },
    restore: (id, name) => store.connectors.restore(id, name)
  }
}
