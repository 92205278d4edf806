import {
  type Authentication,
  type Connector,
  Fault,
  type Flow,
  type Id,
  isBlankFlow,
  nameOfCopy,
  slugOf
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

/** Maximum length of a connector's name, in characters. */
const LONGEST_NAME = 80

/**
 * Returns a function that copies a connector with its branding, authentication and flows. Client secrets, test connections
 * and versions are not copied. The function throws `connector.gone`.
 */
export const createDuplicateConnector =
  (params: { store: Store; effects: Pick<Effects, 'clock' | 'newId' | 'newSuffix'> }) =>
  async (id: Id, ownerId: string): Promise<Connector> => {
    const { store, effects } = params
    const original = await store.connectors.find(id)
    if (original === null) throw new Fault('connector.gone')
    const flows = (await store.flows.list(id)).filter(flow => !isBlankFlow(flow))
    const ids = new Map(flows.map(flow => [flow.id, effects.newId()]))
    const pattern = ids.size === 0 ? null : new RegExp([...ids.keys()].join('|'), 'g')
    /** Replaces the flow ids in a copied value. Flows and configuration values refer to flows only by id. */
    const renumbered = <Value extends Flow | Authentication>(value: Value): Value => {
      if (pattern === null) return value
      const copy: Value = JSON.parse(JSON.stringify(value).replace(pattern, old => ids.get(old) ?? old))
      return copy
    }
    const taken = (await store.connectors.list()).map(({ name }) => name)
    const now = effects.clock()
    const name = nameOfCopy(original.name, taken, LONGEST_NAME)
    const copy: Connector = {
      ...original,
      ...{ id: effects.newId(), key: `${slugOf(name)}_${effects.newSuffix()}`, name, createdAt: now },
      authentication: renumbered(original.authentication)
    }
    await store.connectors.add(
      copy,
      flows.map(flow => ({
        ...flow,
        ...{ id: ids.get(flow.id) ?? effects.newId(), connectorId: copy.id, ownerId },
        ...{ doc: renumbered(flow.doc), draftNo: 1, createdAt: now, updatedAt: now }
      }))
    )
    return copy
  }
