import type { Flow, Id, Millis } from '@hookwright/model'

/**
 * Earlier draft of a user's flow. If one member saves several times within a few minutes, only the last
 * content is kept.
 */
export interface FlowDraft {
  /** Number of the latest save in this draft. */
  draftNo: number
  /** Member who saved the draft; `null` for a change by the server. */
  by: string | null
  beganAt: Millis
  at: Millis
  name: string | null
  description: string
  doc: Flow
}

/** Revision of a flow that was turned on. */
export interface FlowRevision {
  number: number
  createdAt: Millis
  name: string | null
  description: string
  doc: Flow
}

/** Store of earlier drafts and revisions of users' flows. `FlowStore.save` adds the drafts. */
export interface FlowDraftStore {
  /** Lists the stored drafts of a flow, newest first. */
  list(flowId: Id): Promise<FlowDraft[]>
  /** Lists at most `limit` revisions of a flow, newest first. */
  revisions(flowId: Id, limit: number): Promise<FlowRevision[]>
  /** Closes the newest draft, so that the next save creates a new draft. */
  close(flowId: Id): Promise<void>
}
