import type { Flow, Id, Millis } from '@hookwright/model'
import type { History } from './history.ts'
import type { SaveState } from './save-state.ts'

/** Properties of a flow that are stored beside its document. */
export interface About {
  name: string | null
  description: string
  active: boolean
  saveAll: boolean
}

/** A flow as loaded from the server. */
export interface LoadedFlow extends About {
  id: Id
  doc: Flow
  draftNo: number
  updatedAt: Millis
}

/** Client state of the open flow. */
export interface FlowDocState {
  history: History
  about: About
  /** Number of the draft that this one is based on. */
  draftNo: number
  save: SaveState
  /** Number of changes that the server does not have. */
  changes: number
}
