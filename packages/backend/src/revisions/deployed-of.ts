import { type ActionUse, type Catalog, deployedKeyOf, type Specs } from '@hookwright/engine'
import { Fault, type Flow, type Id, startCardOf } from '@hookwright/model'
import type { Store } from '@hookwright/store'

/** Deployed events and actions that a user's flows refer to. */
export type Deployed = Pick<Catalog, 'events' | 'actions'>

/** Value for flows without deployed events or actions. */
export const nothingDeployed: Deployed = { events: new Map(), actions: new Map() }

/**
 * Returns the deployed actions that the cards of these flows use. Each combination of version, action and
 * connection is listed once.
 */
export const actionUsesOf = (docs: Flow[], specs: Specs): ActionUse[] => {
  const uses = docs
    .flatMap(({ cards }) => Object.values(cards))
    .flatMap(card => specs.get(card.type)?.acts(card.config) ?? [])
  return [...new Map(uses.map(use => [keyOfUse(use), use])).values()]
}

/** Returns a key for an action together with its connection. */
export const keyOfUse = ({ versionId, actionFlowId, connectionId }: ActionUse): string =>
  `${deployedKeyOf(versionId, actionFlowId)}/${connectionId ?? ''}`

/** Loads the versions of the actions that these flows use, by id. Missing versions are omitted. */
export const actionVersionsOf = async <Version>(
  { version, specs }: { version: (id: Id) => Promise<Version>; specs: Specs },
  docs: Flow[]
): Promise<Map<Id, Version>> => {
  const ids = new Set(actionUsesOf(docs, specs).map(({ versionId }) => versionId))
  const loaded = await Promise.all(
    [...ids].map(async (id): Promise<[Id, Version | null]> => [id, await version(id).catch(() => null)])
  )
  return new Map(loaded.flatMap(([id, found]) => (found === null ? [] : [[id, found]])))
}

/** Returns only the actions that these flows run. Their versions may contain thousands of others. */
export const actionsNamedIn = (
  docs: Flow[],
  versions: ReadonlyMap<Id, Pick<Catalog, 'actions'>>,
  specs: Specs
): Catalog['actions'] =>
  new Map(
    actionUsesOf(docs, specs).flatMap(({ versionId, actionFlowId }) => {
      const key = deployedKeyOf(versionId, actionFlowId)
      const action = versions.get(versionId)?.actions.get(key)
      return action === undefined ? [] : [[key, action]]
    })
  )

/** Returns the events and actions that a user's drafts refer to. Missing versions contribute none. */
export const deployedFor = async (
  { loadedRevisions, specs }: { loadedRevisions: { version: (id: Id) => Promise<Deployed> }; specs: Specs },
  docs: Flow[]
): Promise<Deployed> => {
  const start = docs[0] && startCardOf(docs[0])
  const use = start && specs.get(start.type)?.listens(start.config)
  const event = use ? await loadedRevisions.version(use.versionId).catch(() => null) : null
  const versions = await actionVersionsOf({ version: loadedRevisions.version, specs }, docs)
  return {
    events: event?.events ?? nothingDeployed.events,
    actions: actionsNamedIn(docs, versions, specs)
  }
}

/** Returns the deployed version of a connector. Throws `version.not-deployed`. */
export const mustBeDeployed = async (
  store: Pick<Store, 'connectors' | 'versions'>,
  connectorId: Id
): Promise<NonNullable<Awaited<ReturnType<Store['versions']['deployedOf']>>>> => {
  const deployed = await store.versions.deployedOf(connectorId)
  if (deployed !== null) return deployed
  const name = (await store.connectors.find(connectorId))?.name ?? ''
  throw new Fault('version.not-deployed', { name })
}
