import type { Flow, Id, Millis } from '@hookwright/model'
import type { History } from './history.ts'
import type { SaveState } from './save-state.ts'

/** Properties of a flow that are stored outside its document. */
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
  /** Number of the server draft that the local state is based on. */
  draftNo: number
  save: SaveState
  /** Number of changes that are not saved on the server yet. */
  changes: number
}
