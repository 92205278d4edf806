import { type Connector, Fault, type Flow, type Id, nameOfCopy } from '@hookwright/model'
import type { FlowRow, Store } from '@hookwright/store'
import { isBlankFlow } from '../kernel/blank-flow.ts'
import type { Effects } from '../kernel/effects.ts'
import type { Connectors } from './connectors.ts'

/** The most characters of a connector's name. */
const LONGEST_NAME = 80

/**
 * Returns a function that copies a connector with its branding, authentication and flows. Client secrets, test connections
 * and versions are not copied. The function throws `connector.gone`.
 */
export const createDuplicateConnector =
  (given: { store: Store; outside: Pick<Effects, 'clock' | 'newId'>; connectors: Connectors }) =>
  async (id: Id, ownerId: string): Promise<Connector> => {
    const { store, outside, connectors } = given
    const original = await store.connectors.find(id)
    if (original === null) throw new Fault('connector.gone')
    const flows = (await store.flows.list(id)).filter(flow => !isBlankFlow(flow))
    const ids = new Map(flows.map(flow => [flow.id, outside.newId()]))
    const pattern = ids.size === 0 ? null : new RegExp([...ids.keys()].join('|'), 'g')
    /** Flows name one another by their ids, which are found nowhere else. */
    const renumbered = (doc: Flow): Flow => {
      if (pattern === null) return doc
      const copy: Flow = JSON.parse(JSON.stringify(doc).replace(pattern, old => ids.get(old) ?? old))
      return copy
    }
    const taken = (await store.connectors.list()).map(({ name }) => name)
    const name = nameOfCopy(original.name, taken, LONGEST_NAME)
    const { description, branding, authentication } = original
    const made = await connectors.create({ name, description })
    await store.connectors.describe(made.id, { name, description, branding })
    await store.connectors.authenticate(made.id, authentication)
    const now = outside.clock()
    for (const flow of flows) {
      const copy: FlowRow = {
        ...flow,
        ...{ id: ids.get(flow.id) ?? outside.newId(), connectorId: made.id, ownerId },
        ...{ doc: renumbered(flow.doc), draftNo: 1, createdAt: now, updatedAt: now }
      }
      await store.flows.add(copy)
    }
    return { ...made, branding, authentication }
  }
