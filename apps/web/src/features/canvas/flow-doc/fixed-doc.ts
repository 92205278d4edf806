import type { FrozenFlow } from '@hookwright/model'
import { createStore } from 'zustand/vanilla'
import type { FlowDoc } from './flow-doc.ts'
import type { FlowDocState } from './flow-doc-state.ts'
import { freshHistory } from './history.ts'

const nothing = (): void => {}

/** Returns the read-only document of a flow in a version. It never needs saving. */
export const fixedDoc = ({ id, name, description, doc }: FrozenFlow): FlowDoc => ({
  id,
  store: createStore<FlowDocState>(() => ({
    history: freshHistory(doc),
    about: { name, description, active: true, saveAll: true },
    draftNo: 0,
    save: { is: 'saved', at: 0 },
    changes: 0
  })),
  change: () => 'Versions are read-only. Change the draft, then create a new version.',
  endTyping: nothing,
  undo: nothing,
  redo: nothing,
  describe: nothing,
  flush: async () => {},
  take: nothing,
  restore: nothing,
  open: nothing,
  close: nothing
})
