import {
  type ActionSignature,
  type Catalog,
  type EventSignature,
  nameOfCard,
  type Specs
} from '@hookwright/engine'
import { compareFlows, Fault, type Flow, type FlowSignature, type Id, type Millis } from '@hookwright/model'
import type { FlowDraft, FlowRevision, FlowRow, Store } from '@hookwright/store'

/** Change to one card between two drafts. `name` is the name of the card. */
export interface DraftChange {
  is: 'added' | 'removed' | 'changed' | 'moved'
  name: string
}

/** State of a user's flow in its history. */
export interface FlowState {
  /** `draft-N` or `revision-N`. */
  key: string
  /** Kind of state. A revision was turned on or applied, a draft only saved. */
  is: 'draft' | 'revision'
  number: number
  at: Millis
  /**
   * Time of the first save that is part of this state. A draft may combine several saves; `at` is the time of
   * the last one.
   */
  beganAt: Millis
  /** Member who saved the state. Null for a revision or a change by the server. */
  by: string | null
  name: string | null
  /** True for the current draft. */
  isCurrent: boolean
  /**
   * Changes since the previous draft, in card order. Empty for a revision and for the oldest draft.
   */
  changes: DraftChange[]
  isRenamed: boolean
}

/** Name, description and document of an earlier draft or revision. */
export interface StateContents {
  name: string | null
  description: string
  doc: Flow
}

/** Earlier draft or revision, with the catalog that is needed to display its cards. */
export interface OpenState extends StateContents {
  around: {
    connectionFields: Catalog['connectionFields']
    flows: [string, FlowSignature][]
    events: [string, EventSignature][]
    actions: [string, ActionSignature][]
  }
}

/** Maximum number of revisions in the history. */
const SHOWN_REVISIONS = 50

/** Creates the history of users' flows: earlier drafts and revisions. */
export const createFlowDrafts = (params: {
  store: Store
  specs: Specs
  catalogOf: (flow: FlowRow) => Promise<Catalog>
}) => {
  const { store, specs, catalogOf } = params

  const found = async (flowId: Id): Promise<FlowRow> => {
    const flow = await store.flows.find(flowId)
    if (flow === null || flow.connectorId !== null) throw new Fault('flow.gone')
    return flow
  }

  /**
   * Returns the stored drafts, the current draft first. A flow that was never saved has only its current
   * draft.
   */
  const draftsOf = async (flow: FlowRow): Promise<FlowDraft[]> => {
    const drafts = await store.flowDrafts.list(flow.id)
    if (drafts.length > 0) return drafts
    const { draftNo, ownerId: by, updatedAt: at, name, description, doc } = flow
    return [{ draftNo, by, beganAt: at, at, name, description, doc }]
  }

  const changesOf = (before: FlowDraft | undefined, after: FlowDraft): DraftChange[] =>
    before === undefined
      ? []
      : compareFlows(before.doc, after.doc).map(difference => {
          const card = difference.is === 'removed' ? difference.before : difference.after
          return { is: difference.is, name: nameOfCard(card, specs.get(card.type)) }
        })

  const stateOfDraft = (draft: FlowDraft, before: FlowDraft | undefined, isCurrent: boolean): FlowState => ({
    ...{ key: `draft-${draft.draftNo}`, is: 'draft', number: draft.draftNo, isCurrent },
    ...{ at: draft.at, beganAt: draft.beganAt, by: draft.by, name: draft.name },
    changes: changesOf(before, draft),
    isRenamed:
      before !== undefined && (before.name !== draft.name || before.description !== draft.description)
  })

  const stateOfRevision = ({ number, createdAt, name }: FlowRevision): FlowState => ({
    ...{ key: `revision-${number}`, is: 'revision', number, isCurrent: false },
    ...{ at: createdAt, beganAt: createdAt, by: null, name, changes: [], isRenamed: false }
  })

  const contentsAt = async (flow: FlowRow, key: string): Promise<StateContents> => {
    const [is, number] = [key.split('-')[0], Number(key.split('-')[1])]
    const state =
      is === 'revision'
        ? (await store.flowDrafts.revisions(flow.id, SHOWN_REVISIONS)).find(each => each.number === number)
        : // A draft that went on since it was listed has a higher number now.
          (await draftsOf(flow)).findLast(each => each.draftNo >= number)
    if (state === undefined) throw new Fault('flow.state-gone')
    const { name, description, doc } = state
    return { name, description, doc }
  }

  return {
    /** Lists the earlier states of a user's flow, newest first. Throws `flow.gone`. */
    list: async (flowId: Id): Promise<FlowState[]> => {
      const flow = await found(flowId)
      const drafts = await draftsOf(flow)
      const revisions = await store.flowDrafts.revisions(flowId, SHOWN_REVISIONS)
      return [
        ...drafts.map((draft, index) => stateOfDraft(draft, drafts[index + 1], index === 0)),
        ...revisions.map(stateOfRevision)
      ].toSorted((one, other) => Number(other.isCurrent) - Number(one.isCurrent) || other.at - one.at)
    },
    /** Returns the contents of an earlier state. Throws `flow.gone`, `flow.state-gone`. */
    get: async (flowId: Id, key: string): Promise<OpenState> => {
      const flow = await found(flowId)
      const contents = await contentsAt(flow, key)
      const { connectionFields, flows, events, actions } = await catalogOf({ ...flow, ...contents })
      return {
        ...contents,
        around: { connectionFields, flows: [...flows], events: [...events], actions: [...actions] }
      }
    },
    /**
     * Returns the contents of an earlier state to make it the draft. The history keeps the current draft.
     * Throws `flow.gone`, `flow.state-gone`.
     */
    take: async (flowId: Id, key: string): Promise<StateContents> => {
      const contents = await contentsAt(await found(flowId), key)
      await store.flowDrafts.close(flowId)
      return contents
    }
  }
}
