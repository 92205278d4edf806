import type { Flow, Id, Millis } from '@hookwright/model'
import type { History } from './history.ts'
import type { SaveState } from './save-state.ts'

/** What a flow's row says of it beside the document. */
export interface About {
  name: string | null
  description: string
  active: boolean
  saveAll: boolean
}

/** A flow as it came from the server. */
export interface LoadedFlow extends About {
  id: Id
  doc: Flow
  draftNo: number
  updatedAt: Millis
}

/** What the page knows of the flow that is open. */
export interface FlowDocState {
  history: History
  about: About
  /** The draft that this one was drawn from. */
  draftNo: number
  save: SaveState
  /** How many changes the server does not have. */
  changes: number
}
