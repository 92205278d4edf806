import type { Flow, Id, Millis } from '@hookwright/model'

/** An earlier draft of a user's flow. Saves of one member within some minutes are one, with the last of them. */
export interface FlowDraft {
  /** Number of the newest draft in it. */
  draftNo: number
  /** Member who saved it; null for a change that the server made. */
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
  /** The kept drafts of a flow, newest first. */
  list(flowId: Id): Promise<FlowDraft[]>
  /** Newest revisions of a flow, newest first, up to `limit`. */
  revisions(flowId: Id, limit: number): Promise<FlowRevision[]>
  /** Ends the newest draft in the list, so that the next save begins another. */
  close(flowId: Id): Promise<void>
}
