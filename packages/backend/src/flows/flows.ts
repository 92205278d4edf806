import { type Catalog, catalogOfMaker, kindOf, problemsOf, type Specs } from '@hookwright/engine'
import {
  DAY,
  emptyFlow,
  Fault,
  type FieldId,
  type FieldRole,
  type FieldUse,
  type Flow,
  type FlowKind,
  type FlowSignature,
  type HelperUser,
  type Id,
  isBlankFlow,
  type Millis,
  nameOfCopy,
  type Problem,
  shownFlowName
} from '@hookwright/model'
import type { FlowOwner, FlowRow, FlowSave, Store } from '@hookwright/store'
import type { ConnectionUses } from '../connectors/connection-uses.ts'
import { createDraftRules } from '../connectors/draft-rules.ts'
import type { Effects } from '../kernel/effects.ts'
import {
  type ConnectorUser,
  connectionsIn,
  connectorUsersOf,
  flowsUsingConnector
} from '../revisions/connector-uses.ts'
import { deployedFor } from '../revisions/deployed-of.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import { catalogOfUser } from '../revisions/prepare-version.ts'
import { fieldUsesOf } from './field-uses.ts'
import { flowsUsing, helperUsersOf } from './helper-users.ts'
import { type FlowSummary, summariesOf } from './summaries.ts'

/** Flow with its problems. */
export interface CheckedFlow {
  flow: FlowRow
  kind: FlowKind | null
  problems: Problem[]
}

/** Flow to edit, with its catalog. */
export interface OpenFlow {
  flow: FlowRow
  /** Fields of the connector's connections, whose values a maker's flow can use. */
  connectionFields: Catalog['connectionFields']
  /** Signatures of the flows that this flow can call, including its own. */
  signatures: FlowSignature[]
  /** Names of the other flows of the same owner. */
  otherNames: string[]
}

/** Age at which a blank flow is deleted. A younger one may still be open on a canvas. */
const BLANK_KEPT: Millis = DAY

const isAbandoned = (flow: FlowRow, now: Millis): boolean =>
  isBlankFlow(flow) && flow.updatedAt < now - BLANK_KEPT

/** Creates the operations on flows of makers and users. */
export const createFlows = (params: {
  store: Store
  specs: Specs
  effects: Effects
  loadedRevisions: LoadedRevisions
  uses: ConnectionUses
  /** Turns a user's flow off before it is deleted. */
  switchOff: (flowId: Id) => Promise<void>
  /** Ends the waiting and held runs of a flow, so that no run of a deleted flow resumes later. */
  cancelRuns: (flowId: Id) => Promise<void>
}) => {
  const { store, specs, effects } = params
  const { refuseReservedName, refuseForeign } = createDraftRules(params)

  const found = async (id: Id): Promise<FlowRow> => {
    const flow = await store.flows.find(id)
    if (flow === null) throw new Fault('flow.gone')
    return flow
  }

  /**
   * Returns the owner of a flow: a connector or a member. The flow can call other flows of the same owner.
   */
  const ownerOf = async (id: Id): Promise<FlowOwner> => {
    const owner = await store.flows.ownerOf(id)
    if (owner === null) throw new Fault('flow.gone')
    return owner
  }

  const neighboursOf = ({ connectorId, ownerId }: FlowOwner): Promise<FlowRow[]> =>
    connectorId === null ? store.flows.ofOwner(ownerId) : store.flows.list(connectorId)

  const catalogAmong = async (flow: FlowRow, neighbours: FlowRow[]): Promise<Catalog> => {
    if (flow.connectorId === null) {
      return catalogOfUser(neighbours, await deployedFor(params, [flow.doc]), specs)
    }
    const connector = await store.connectors.find(flow.connectorId)
    if (connector === null) throw new Fault('connector.gone')
    return catalogOfMaker(connector.authentication, neighbours, specs)
  }

  const catalogOf = async (flow: FlowRow): Promise<Catalog> => catalogAmong(flow, await neighboursOf(flow))

  const problemsIn = async (flow: FlowRow): Promise<Problem[]> =>
    problemsOf(flow.doc, specs, await catalogOf(flow))

  const deleteAbandoned = async (owner: FlowOwner, now: Millis): Promise<void> => {
    for (const flow of await neighboursOf(owner)) {
      if (isAbandoned(flow, now)) await store.flows.remove(flow.id, now)
    }
  }

  return {
    catalogOf,

    /**
     * Adds a flow to a connector. With connector id null, adds a user's flow. Deletes blank flows that are
     * older than a day. Throws `connector.gone`, `flow.name-reserved`, and for a user's flow
     * `connection.not-shared`, `connection.owner-removed`.
     */
    create: async ({
      connectorId,
      ownerId,
      name,
      doc = emptyFlow,
      saveAll = true
    }: {
      connectorId: Id | null
      ownerId: string
      name: string | null
      doc?: Flow
      saveAll?: boolean
    }): Promise<FlowRow> => {
      if (connectorId !== null && (await store.connectors.find(connectorId)) === null) {
        throw new Fault('connector.gone')
      }
      refuseReservedName(name, doc)
      if (connectorId === null) await refuseForeign(doc, ownerId)
      const now = effects.clock()
      const flow: FlowRow = {
        id: effects.newId(),
        connectorId,
        ownerId,
        name,
        description: '',
        active: true,
        saveAll,
        doc,
        draftNo: 1,
        createdAt: now,
        updatedAt: now
      }
      if (doc.strip.length === 0) await deleteAbandoned({ connectorId, ownerId, name }, now)
      await store.flows.add(flow)
      return flow
    },

    /** Copies a flow under the next free name. Throws `flow.gone`, and the errors of `create`. */
    duplicate: async (id: Id, ownerId: string): Promise<FlowRow> => {
      const { name, description, connectorId, saveAll, active, doc } = await found(id)
      if (connectorId === null) await refuseForeign(doc, ownerId)
      const neighbours = await neighboursOf({ connectorId, ownerId, name })
      const taken = neighbours.flatMap(neighbour => neighbour.name ?? [])
      const now = effects.clock()
      const copy: FlowRow = {
        ...{ id: effects.newId(), connectorId, ownerId, description, active, saveAll, doc },
        name: name === null ? null : nameOfCopy(name, taken),
        ...{ draftNo: 1, createdAt: now, updatedAt: now }
      }
      await store.flows.add(copy)
      return copy
    },

    /** Returns a flow with its problems. Throws `flow.gone`. */
    get: async (id: Id): Promise<CheckedFlow> => {
      const flow = await found(id)
      return { flow, kind: kindOf(flow.doc, specs), problems: await problemsIn(flow) }
    },

    /**
     * Returns a flow for editing. Its problems are omitted, since the canvas computes them. Throws
     * `flow.gone`.
     */
    open: async (id: Id): Promise<OpenFlow> => {
      // It is one of its own neighbours; a large document is not read twice.
      const neighbours = await neighboursOf(await ownerOf(id))
      const flow = neighbours.find(neighbour => neighbour.id === id)
      if (flow === undefined) throw new Fault('flow.gone')
      const { connectionFields, flows } = await catalogAmong(flow, neighbours)
      const otherNames = neighbours.flatMap(({ id: other, name }) =>
        other === id || name === null ? [] : [name]
      )
      return { flow, connectionFields, signatures: [...flows.values()], otherNames }
    },

    /**
     * Returns the owner of a flow, even of a deleted one. Throws `flow.gone` for an unknown flow.
     */
    ownerOf,

    /** Lists a connector's flows with their documents, oldest first. */
    list: store.flows.list,
    /** Lists a page of users' flows without their documents, oldest first. */
    names: store.flows.names,
    /**
     * Lists the ids of an owner's flows, oldest first. Includes only flows whose draft starts with an event.
     */
    startingWith: store.flows.startingWith,

    /**
     * Lists summaries of a connector's flows without their documents. Omits blank flows. Throws
     * `connector.gone`.
     */
    summaries: async (connectorId: Id): Promise<FlowSummary[]> => {
      const connector = await store.connectors.find(connectorId)
      if (connector === null) throw new Fault('connector.gone')
      const flows = await store.flows.list(connectorId)
      return summariesOf(
        connector,
        flows.filter(flow => !isBlankFlow(flow)),
        specs
      )
    },

    /** Lists users' flows that use a connector, with the events and actions that they use. */
    usersOfConnector: (connectorId: Id): Promise<ConnectorUser[]> =>
      connectorUsersOf({ store, specs }, connectorId),

    /**
     * Replaces the draft. Rejects a draft only if it uses a connection that its owner may not use, or has a
     * reserved name. Throws `flow.gone`, `flow.stale`, `flow.name-reserved`, `connection.not-shared`,
     * `connection.owner-removed`.
     */
    save: async (
      id: Id,
      save: FlowSave,
      baseDraft: number,
      by: string | null = null
    ): Promise<{ draftNo: number }> => {
      refuseReservedName(save.name, save.doc)
      if (connectionsIn(save.doc, specs).size > 0) {
        const before = await found(id)
        if (before.connectorId === null) await refuseForeign(save.doc, before.ownerId, before.doc)
      }
      return { draftNo: await store.flows.save(id, save, { baseDraft, at: effects.clock(), by }) }
    },

    /**
     * Includes a maker's flow in validation and versions, or excludes it. Counts as a save, so a
     * draft that is open elsewhere becomes stale. Throws `flow.gone`, also for a user's flow;
     * `flow.stale` after a concurrent save.
     */
    setActive: async (id: Id, active: boolean): Promise<{ draftNo: number }> => {
      const { connectorId, draftNo, name, description, saveAll, doc } = await found(id)
      if (connectorId === null) throw new Fault('flow.gone')
      const save = { name, description, active, saveAll, doc }
      return { draftNo: await store.flows.save(id, save, { baseDraft: draftNo, at: effects.clock() }) }
    },

    /**
     * Returns the cards that call a maker's flow or use it as a helper flow, and what they use it for. Throws
     * `flow.gone`.
     */
    usersOf: async (id: Id): Promise<HelperUser[]> =>
      helperUsersOf(id, await neighboursOf(await found(id)), specs),

    /**
     * Returns the cards that use the given fields of a maker's flow: its outputs, the inputs of a helper flow
     * or an action, or the options of an event or an action. Searches the running revision of users' flows
     * that are on, and the draft of other flows. Throws `flow.gone`.
     */
    fieldUses: async (id: Id, of: FieldRole, fields: FieldId[]): Promise<FieldUse[]> => {
      const flow = await found(id)
      const { connectorId } = flow
      return fieldUsesOf({
        flowId: id,
        of,
        fields: new Set(fields),
        makers: await neighboursOf(flow),
        using: connectorId === null ? [] : await flowsUsingConnector({ store, specs }, connectorId),
        specs
      })
    },

    /**
     * Moves a flow to the recycle bin. Throws `flow.gone`; `flow.in-use` with the names of the
     * flows that use it.
     */
    remove: async (id: Id, by: string | null = null): Promise<void> => {
      const flow = await found(id)
      const users = flowsUsing(id, await neighboursOf(flow), specs)
      if (users.length > 0) {
        const names = users.map(user => `“${shownFlowName(user.name)}”`).join(', ')
        throw new Fault('flow.in-use', { users: names })
      }
      if (flow.connectorId === null) {
        await params.switchOff(id)
        await params.cancelRuns(id)
      }
      await store.flows.remove(id, effects.clock(), by)
    },

    /**
     * Restores a flow from the recycle bin. A user's flow is off. Throws `flow.gone`,
     * `connector.gone`.
     */
    restore: (id: Id): Promise<void> => store.flows.restore(id)
  }
}
