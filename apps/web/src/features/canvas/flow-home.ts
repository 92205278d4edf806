import type { Catalog } from '@hookwright/engine'
import type { Flow, FlowSignature, Id } from '@hookwright/model'
import { faultOf } from '../../kit/api/fault-of.ts'
import type { Saved } from './flow-doc/autosave.ts'
import type { FlowDocContext } from './flow-doc/flow-doc.ts'
import type { LoadedFlow } from './flow-doc/flow-doc-state.ts'

/** Catalog of a flow, with the names of related flows. */
export interface FlowCatalog {
  catalog: Catalog
  signatures: FlowSignature[]
  /** Names of the other flows in the same connector or of the same user. */
  otherNames: string[]
}

/**
 * Access to a flow through its owner: the connector (maker's flow) or the user.
 *
 * Loads and saves the draft, loads the catalog, creates another flow at the same owner, and links to flows.
 */
export interface FlowHome {
  flowId: Id
  send: FlowDocContext['send']
  /** Loads the server's current draft. */
  newest: () => Promise<LoadedFlow>
  around: () => Promise<FlowCatalog>
  /** Creates another flow at the same owner. */
  create: (params: { name: string | null; doc: Flow }) => Promise<{ id: Id }>
  hrefOfFlow: (flowId: string) => string
  openFlow: (flowId: string) => void
  /** Refetches the lists in which the flow is shown. */
  relist: () => void
}

/** A draft to send to the server. */
export type SentDraft = Parameters<FlowDocContext['send']>[0]

const savedOf = (thrown: unknown): Saved => {
  const fault = faultOf(thrown)
  if (fault.code === 'unreachable') return { is: 'offline' }
  return fault.code === 'flow.stale' ? { is: 'stale' } : { is: 'refused', why: fault.message }
}

/**
 * Returns a function that sends drafts to the API and reports the result.
 * `note` is called with each saved draft.
 */
export const sendBy =
  (
    save: (draft: SentDraft) => Promise<{ draftNo: number }>,
    note: (draft: SentDraft, draftNo: number) => void
  ): FlowDocContext['send'] =>
  async draft => {
    try {
      const { draftNo } = await save(draft)
      note(draft, draftNo)
      return { is: 'saved', draftNo }
    } catch (thrown) {
      return savedOf(thrown)
    }
  }

/**
 * Returns the cached flow updated with a saved draft, so that the cache is current when the user reopens the
 * flow.
 */
export const withSaved = <Row extends LoadedFlow>(known: Row, draft: SentDraft, draftNo: number): Row => {
  const { baseDraft: _, ...saved } = draft
  return { ...known, ...JSON.parse(JSON.stringify(saved)), draftNo }
}
