import type { Flow, Id, Millis } from '@hookwright/model'

/**
 * Earlier draft of a user's flow. Saves of one member within some minutes share one, with the
 * latest contents.
 */
export interface FlowDraft {
  /** Number of its newest draft. */
  draftNo: number
  /** Member who saved it; null for a change by the server. */
  by: string | null
  beganAt: Millis
  at: Millis
  name: string | null
  description: string
  doc: Flow
}

/** A revision of a flow that ran. */
export interface FlowRevision {
  number: number
  createdAt: Millis
  name: string | null
  description: string
  doc: Flow
}

/** Earlier states of users' flows. `FlowStore.save` writes them. */
export interface FlowDraftStore {
  /** Lists the stored drafts of a flow, newest first. */
  list(flowId: Id): Promise<FlowDraft[]>
  /** Lists the newest revisions of a flow, newest first, up to `limit`. */
  revisions(flowId: Id, limit: number): Promise<FlowRevision[]>
  /** Closes the newest draft in the list, so that the next save begins another. */
  close(flowId: Id): Promise<void>
}
