import type { Flow, Id, Millis } from '@hookwright/model'

/**
 * Earlier draft of a user's flow. Saves by one member within a few minutes are merged into one draft, with
 * the latest content.
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
  /** Lists the newest revisions of a flow, newest first, up to `limit`. */
  revisions(flowId: Id, limit: number): Promise<FlowRevision[]>
  /** Closes the newest draft, so that the next save creates a new draft. */
  close(flowId: Id): Promise<void>
}
