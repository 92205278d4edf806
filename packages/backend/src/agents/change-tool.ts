import { Fault, type Flow, type Id, sameJson, toFault } from '@hookwright/model'
import type { AgentToolRow, FlowRow, Store } from '@hookwright/store'
import { type DeployedAction, deployedActionOf } from '../read-models/actions.ts'
import type { LoadedRevision } from '../revisions/loaded-revisions.ts'
import { checkFixedValues, type FixedValue, type FixedValues, fixedValuesIn } from './fixed-values.ts'
import { ACTION_CARD, toolFlowOf } from './tool-flow.ts'

/** Version of the action that the flow of a tool runs; null for a flow without it. */
const versionIn = ({ cards }: Flow): Id | null => {
  const versionId = cards[ACTION_CARD]?.config.versionId
  return typeof versionId === 'string' ? versionId : null
}

/** Returns what runs in a flow: its cards in order, without names and notes. */
const partsOf = ({ strip, cards }: Flow) => ({
  strip,
  cards: Object.values(cards).map(({ id, type, config, inputs }) => ({ id, type, config, inputs }))
})

const asRecord = (values: readonly FixedValue[]): FixedValues =>
  Object.fromEntries(values.map(({ id, value }) => [id, value]))

/** Creates the function that changes the fixed values of tools whose flows were not edited. */
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

  /** Finds the action of a tool in a version. The running version is not looked up. */
  const actionIn = async (
    versionId: Id,
    { actionFlowId }: AgentToolRow,
    running: LoadedRevision | null
  ): Promise<DeployedAction | null> =>
    running?.version.id === versionId
      ? (deployedActionOf(running, actionFlowId) ?? null)
      : actions.find(versionId, actionFlowId).catch(() => null)

  /** Returns the action that a tool's draft runs; null once a person changed what the flow does. */
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
     * Returns true while nobody has changed the flow of a tool, so that its fixed values can be changed here.
     * `running` is the version of the action that calls run; null for none.
     */
    isAsMade: async (
      tool: AgentToolRow,
      flow: Pick<FlowRow, 'doc'>,
      running: LoadedRevision | null
    ): Promise<boolean> => (await madeOf(tool, flow, running)) !== null,
    /**
     * Fixes other values for a tool, with the version of the action that is given or the one in use. A flow that is on
     * runs them from the next call on. Throws `agents.tool-gone`, `agents.cannot-fix` also for a flow that a person has
     * changed, `flow.stale`, `subscription.cannot-turn-on`.
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
        const what = `The flow of the tool “${tool.name}” was changed by hand. Change the values in the flow, then apply its changes.`
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
