import { Fault, type Flow, type Id, sameJson, toFault } from '@hookwright/model'
import type { AgentToolRow, FlowRow, Store } from '@hookwright/store'
import { type DeployedAction, deployedActionOf } from '../read-models/actions.ts'
import type { LoadedRevision } from '../revisions/loaded-revisions.ts'
import { checkFixedValues, type FixedValue, type FixedValues, fixedValuesIn } from './fixed-values.ts'
import { ACTION_CARD, toolFlowOf } from './tool-flow.ts'

/** Returns the version of a tool's action; null for a flow without the action card. */
const versionIn = ({ cards }: Flow): Id | null => {
  const versionId = cards[ACTION_CARD]?.config.versionId
  return typeof versionId === 'string' ? versionId : null
}

/** Returns the parts of a flow that determine its behavior: its cards in order, without names and notes. */
const partsOf = ({ strip, cards }: Flow) => ({
  strip,
  cards: Object.values(cards).map(({ id, type, config, inputs }) => ({ id, type, config, inputs }))
})

const asRecord = (values: readonly FixedValue[]): FixedValues =>
  Object.fromEntries(values.map(({ id, value }) => [id, value]))

/**
 * Creates the functions that change the fixed values of tools. They work only for tools whose flow was not
 * edited.
 */
export const createToolChanges = (params: {
  store: Pick<Store, 'flows' | 'subscriptions'>
  actions: { find: (versionId: Id, actionFlowId: Id) => Promise<DeployedAction> }
  flows: {
    save: (
      id: Id,
      save: Pick<FlowRow, 'name' | 'description' | 'active' | 'saveAll' | 'doc'>,
      baseDraft: number,
      by: string | null
    ) => Promise<{ draftNo: number }>
  }
  subscriptions: { applyChanges: (flowId: Id) => Promise<unknown> }
}) => {
  const { store, actions, flows, subscriptions } = params

  /**
   * Returns a tool's action from a version; null if the version does not contain it. If `running` has this
   * version, no query is needed.
   */
  const actionIn = async (
    versionId: Id,
    { actionFlowId }: AgentToolRow,
    running: LoadedRevision | null
  ): Promise<DeployedAction | null> =>
    running?.version.id === versionId
      ? (deployedActionOf(running, actionFlowId) ?? null)
      : actions.find(versionId, actionFlowId).catch(() => null)

  /** Returns the action that a tool's draft runs; null if a member has edited the flow. */
  const madeOf = async (
    tool: AgentToolRow,
    { doc }: Pick<FlowRow, 'doc'>,
    running: LoadedRevision | null = null
  ): Promise<DeployedAction | null> => {
    const versionId = versionIn(doc)
    const action = versionId === null ? null : await actionIn(versionId, tool, running)
    if (action === null) return null
    const fixed = asRecord(fixedValuesIn(doc.cards[ACTION_CARD]?.inputs ?? {}, action.signature))
    const made = toolFlowOf(action, { connectionId: tool.connectionId, fixed })
    return sameJson(partsOf(doc), partsOf(made)) ? action : null
  }

  return {
    /**
     * Returns true if nobody has edited a tool's flow, as `fix` requires. `running` is the flow's loaded
     * revision; null if there is none.
     */
    isAsMade: async (
      tool: AgentToolRow,
      flow: Pick<FlowRow, 'doc'>,
      running: LoadedRevision | null
    ): Promise<boolean> => (await madeOf(tool, flow, running)) !== null,
    /**
     * Replaces the fixed values of a tool, and its action by `newer` if passed. For an active flow, the
     * change takes effect from the next call.
     * @throws `agents.tool-gone`; `agents.cannot-fix`, also if a member has edited the flow; `flow.stale`,
     * `subscription.cannot-turn-on`
     */
    fix: async (
      tool: AgentToolRow,
      wanted: FixedValues,
      by: string,
      newer?: DeployedAction
    ): Promise<void> => {
      const flow = await store.flows.find(tool.flowId)
      if (flow === null) throw new Fault('agents.tool-gone')
      const made = await madeOf(tool, flow)
      if (made === null) {
        const what = `The flow of the tool “${tool.name}” was changed manually. Change the values in the flow, then apply its changes.`
        throw new Fault('agents.cannot-fix', { what })
      }
      const action = newer ?? made
      checkFixedValues(action.signature, wanted)
      const { name, description, active, saveAll, draftNo, doc: before } = flow
      const doc = toolFlowOf(action, { connectionId: tool.connectionId, fixed: wanted })
      if (sameJson(partsOf(doc), partsOf(before))) return
      const saved = await flows.save(flow.id, { name, description, active, saveAll, doc }, draftNo, by)
      if ((await store.subscriptions.wantedOf(flow.id)) === null) return
      try {
        await subscriptions.applyChanges(flow.id)
      } catch (thrown) {
        const former = { name, description, active, saveAll, doc: before }
        await flows.save(flow.id, former, saved.draftNo, by).catch(failed => {
          // Somebody has changed the flow meanwhile: that is kept, and why the change failed is told.
          if (toFault(failed).code !== 'flow.stale') throw failed
        })
        throw thrown
      }
    }
  }
}

export type ToolChanges = ReturnType<typeof createToolChanges>
