import type { Specs } from '@hookwright/engine'
import { Fault, type Flow, type Id, sameJson, slugOf } from '@hookwright/model'
import {
  type FlowContent,
  hostsOf,
  keysOfFlows,
  type NamedConnection,
  type Reading,
  type ReadUserFlow,
  type UsedConnector,
  writeUserFlow
} from '@hookwright/model/files'
import type { FlowRow, Store } from '@hookwright/store'
import type { ConnectionUses } from '../connectors/connection-uses.ts'
import { usableConnections } from '../connectors/connection-uses.ts'
import { createDraftRules } from '../connectors/draft-rules.ts'
import type { Effects } from '../kernel/effects.ts'
import { connectorUsesOf, flowOfUse } from '../revisions/connector-uses.ts'
import { reachableFrom } from '../revisions/prepare-version.ts'
import {
  type Archive,
  basisOf,
  contentOfFlow,
  formatFileErrors,
  markNewHosts,
  type PreviewedFlow,
  type PreviewedHost,
  packFolder,
  type RefusedFiles
} from './connector-files.ts'
import {
  LARGE_ARCHIVE,
  readUserFlowArchive,
  type UsableConnector,
  type UserFlowQuestion,
  type UserFlowReader
} from './read-archive.ts'

/** Effects of an import on a user's flows. */
export interface UserFlowPreview {
  ok: true
  name: string | null
  /** The flow, followed by its helper flows. */
  flows: PreviewedFlow[]
  /**
   * Connections named in the files. `isFound` is true if the person has the connection. Cards with a missing
   * connection get none.
   */
  connections: { connector: string; name: string; isFound: boolean }[]
  hosts: PreviewedHost[]
  /** Hash of the flow's draft at the time of the preview. */
  basis: string
}

/** Flow with its helper flows, in file form. */
interface OwnFlows {
  flow: FlowRow
  helpers: FlowRow[]
}

/** Creates the functions that export users' flows as files, import them, and preview an import. */
export const createUserFlowFiles = (params: {
  store: Store
  specs: Specs
  effects: Pick<Effects, 'clock' | 'newId'>
  uses: ConnectionUses
  /** Reader of large archives on another thread. If absent, archives are read on this thread. */
  readElsewhere?: UserFlowReader
}) => {
  const { store, specs, effects, uses } = params
  const { refuseReservedName, refuseForeign } = createDraftRules(params)

  const ownFlows = async (id: Id): Promise<OwnFlows> => {
    const flow = await store.flows.find(id)
    if (flow === null || flow.connectorId !== null) throw new Fault('flow.gone')
    const helpers = reachableFrom(flow, await store.flows.ofOwner(flow.ownerId), specs)
    return { flow, helpers: helpers.filter(helper => helper.id !== id) }
  }

  /**
   * Returns the connectors and connections that cards use. Omits built-in connectors, since their ids are the
   * same in all installations.
   */
  const usedBy = async (
    docs: Flow[]
  ): Promise<{ connectors: UsedConnector[]; connections: NamedConnection[] }> => {
    const connectors = new Map<Id, UsedConnector>()
    const connections = new Map<Id, NamedConnection>()
    const keys = new Map((await store.connectors.list()).map(({ id, key }) => [id, key]))
    for (const doc of docs) {
      for (const used of connectorUsesOf(doc, [], specs)) {
        const { connectorId, versionId, connectionId } = used.use
        const key = keys.get(connectorId)
        if (key === undefined) continue
        const connector = connectors.get(connectorId) ?? { id: connectorId, key, versionIds: [], flows: [] }
        connectors.set(connectorId, connector)
        if (!connector.versionIds.includes(versionId)) connector.versionIds.push(versionId)
        const flowId = flowOfUse(used)
        if (!connector.flows.some(flow => flow.id === flowId)) {
          const snapshot = (await store.versions.find(versionId))?.snapshot.flows ?? []
          const [flowKey] = [keysOfFlows(snapshot).get(flowId) ?? flowId.slice(-12)]
          connector.flows.push({
            id: flowId,
            key: flowKey,
            name: snapshot.find(each => each.id === flowId)?.name ?? null
          })
        }
        const found = connectionId === null ? null : await store.connections.find(connectionId)
        if (found !== null && connectionId !== null) {
          connections.set(connectionId, { id: connectionId, name: found.connection.name, connectorKey: key })
        }
      }
    }
    return { connectors: [...connectors.values()], connections: [...connections.values()] }
  }

  /** Returns the connectors with the flows of their deployed versions. */
  const usableConnectors = async (): Promise<UsableConnector[]> =>
    Promise.all(
      (await store.connectors.list()).map(async ({ id, key }) => {
        const deployed = await store.versions.deployedOf(id)
        const flows = [...keysOfFlows(deployed?.snapshot.flows ?? [])]
        return {
          ...{ key, id, versionId: deployed?.version.id ?? null },
          flows: flows.map(([flowId, flowKey]): [string, Id] => [flowKey, flowId])
        }
      })
    )

  /**
   * Reads an archive for a person. A large archive is read on another thread so that requests do not wait.
   * Flows in `known` keep their ids.
   */
  const readFor = async (
    archive: string,
    ownerId: string,
    known: readonly FlowRow[]
  ): Promise<Reading<ReadUserFlow>> => {
    const usable = await usableConnections({ store, connections: { uses } }, {}, ownerId)
    const question: UserFlowQuestion = {
      archive,
      ids: [...keysOfFlows(known)].map(([id, key]) => [key, id]),
      cards: [...specs.keys()],
      connectors: await usableConnectors(),
      connections: usable.map(({ id, connectorId, name }) => ({ id, connectorId, name }))
    }
    return params.readElsewhere !== undefined && archive.length >= LARGE_ARCHIVE
      ? params.readElsewhere(question)
      : readUserFlowArchive(question, effects.newId)
  }

  const rowsOf = ({ flow, helpers }: OwnFlows): FlowRow[] => [flow, ...helpers]

  const contentsOf = ({ flow, helpers }: ReadUserFlow): FlowContent[] => [flow, ...helpers]

  const effectOn = (flow: FlowContent, row: FlowRow | undefined): PreviewedFlow['effect'] => {
    if (row === undefined) return 'added'
    return sameJson(flow, contentOfFlow(row)) ? 'same' : 'changed'
  }

  const basisFor = (known: readonly FlowRow[]): string => basisOf(known.map(contentOfFlow))

  return {
    /**
     * Exports a flow with the helper flows that it calls. Throws `flow.gone`, `files.not-written`.
     */
    export: async (flowId: Id): Promise<Archive> => {
      const { flow, helpers } = await ownFlows(flowId)
      const used = await usedBy([flow, ...helpers].map(({ doc }) => doc))
      const content = { flow: contentOfFlow(flow), helpers: helpers.map(contentOfFlow), ...used }
      return packFolder(slugOf(flow.name ?? '', 'flow').replaceAll('_', '-'), writeUserFlow(content))
    },

    /**
     * Returns the effects of importing an archive as new flows, or into a flow. Changes nothing.
     * Throws `flow.gone`.
     */
    preview: async (
      archive: string,
      into: Id | null,
      ownerId: string
    ): Promise<UserFlowPreview | RefusedFiles> => {
      const known = into === null ? [] : rowsOf(await ownFlows(into))
      const reading = await readFor(archive, known[0]?.ownerId ?? ownerId, known)
      if (!reading.ok) return reading
      const content = reading.content
      const flows = contentsOf(content)
      const found = new Set(content.connections.map(({ connectorKey, name }) => `${connectorKey} ${name}`))
      return {
        ok: true,
        name: content.flow.name,
        flows: flows.map(flow => ({
          id: flow.id,
          name: flow.name,
          effect: effectOn(
            flow,
            known.find(({ id }) => id === flow.id)
          )
        })),
        connections: content.declared.map(({ connectorKey, name }) => ({
          ...{ connector: connectorKey, name },
          isFound: found.has(`${connectorKey} ${name}`)
        })),
        hosts: markNewHosts(hostsOf({ flows }), hostsOf({ flows: known })),
        basis: basisFor(known)
      }
    },

    /**
     * Imports an archive in one transaction: as new flows that are off, or as drafts of an existing flow and
     * its helper flows. Returns the id of the flow. Throws `files.refused`, `files.stale`, `flow.gone`,
     * `flow.stale`, `flow.name-reserved`, `connection.not-shared`, `connection.owner-removed`.
     */
    import: async (
      archive: string,
      into: { flowId: Id; basis: string } | null,
      ownerId: string
    ): Promise<{ id: Id }> => {
      const known = into === null ? [] : rowsOf(await ownFlows(into.flowId))
      if (into !== null && basisFor(known) !== into.basis) throw new Fault('files.stale')
      const owner = known[0]?.ownerId ?? ownerId
      const reading = await readFor(archive, owner, known)
      if (!reading.ok) throw new Fault('files.refused', { what: formatFileErrors(reading.flaws) })
      if (into !== null && reading.content.flow.id !== into.flowId) {
        throw new Fault('files.refused', {
          what: 'The files belong to another flow because the id in flow.yaml differs. Import them as a new flow.'
        })
      }
      const now = effects.clock()
      const rows = new Map(known.map(row => [row.id, row]))
      const flows = contentsOf(reading.content)
      for (const { id, name, doc } of flows) {
        refuseReservedName(name, doc)
        await refuseForeign(doc, owner, rows.get(id)?.doc)
      }
      await store.flows.writeImport({
        connector: null,
        added: flows
          .filter(({ id }) => !rows.has(id))
          .map(flow => ({
            ...flow,
            ...{ connectorId: null, ownerId: owner, draftNo: 1, createdAt: now, updatedAt: now }
          })),
        saved: flows.flatMap(({ id, ...save }) => {
          const row = rows.get(id)
          return row === undefined || sameJson(contentOfFlow(row), { id, ...save })
            ? []
            : [{ id, save, baseDraft: row.draftNo }]
        }),
        ...{ at: now, by: ownerId }
      })
      return { id: reading.content.flow.id }
    }
  }
}
