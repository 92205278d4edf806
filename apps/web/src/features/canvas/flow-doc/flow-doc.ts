import { applyEdit, type Edit, type Flow, type Id, type Millis } from '@hookwright/model'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { createAutosave, type Saved } from './autosave.ts'
import type { About, FlowDocState, LoadedFlow } from './flow-doc-state.ts'
import { endTyping, freshHistory, type History, record, redo, undo } from './history.ts'
import type { KeptEdits } from './kept-edits.ts'

/** The flow that is open: its document with undo, and its saving. */
export interface FlowDoc {
  id: Id
  store: StoreApi<FlowDocState>
  /**
   * Applies a change as one step.
   * Returns null, or the reason for refusing it as a sentence.
   */
  change: (label: string, edit: Edit, typing?: string) => string | null
  endTyping: () => void
  undo: () => void
  redo: () => void
  describe: (about: Partial<About>) => void
  /** Saves unsaved changes now; resolves once the save succeeded or failed. */
  flush: () => Promise<void>
  /** Makes the server's draft the one on the screen, as a step that can be taken back. */
  take: (label: string, theirs: LoadedFlow) => void
  /** Continues from edits stored in the browser. */
  restore: (label: string, doc: Flow, baseDraft: number) => void
  /** Lets timers run again after `close`. */
  open: () => void
  /** Stops the timers; unsaved edits stay stored. */
  close: () => void
}

/** Dependencies of an open flow document. */
export interface FlowDocGiven {
  loaded: LoadedFlow
  send: (given: About & { doc: Flow; baseDraft: number }) => Promise<Saved>
  kept: KeptEdits
  clock: () => Millis
}

/** The row of a flow holds more than may be sent back. */
const aboutOf = ({ name, description, active, saveAll }: About): About => ({
  name,
  description,
  active,
  saveAll
})

/** Opens a flow. Every change saves by itself a moment later. */
export const openFlowDoc = ({ loaded, send, kept, clock }: FlowDocGiven): FlowDoc => {
  const store = createStore<FlowDocState>(() => ({
    history: freshHistory(loaded.doc),
    about: aboutOf(loaded),
    draftNo: loaded.draftNo,
    save: { is: 'saved', at: loaded.updatedAt },
    changes: 0
  }))
  const autosave = createAutosave({ flowId: loaded.id, store, send, kept, clock })

  const show = (history: History): void => {
    if (history === store.getState().history) return
    const changed = history.flow !== store.getState().history.flow
    store.setState({ history })
    if (changed) autosave.noteChange()
  }

  return {
    id: loaded.id,
    store,
    change: (label, edit, typing) => {
      const { history } = store.getState()
      const edited = applyEdit(history.flow, edit)
      if (!edited.ok) return edited.why
      show(record(history, { label, flow: edited.flow }, typing ?? null))
      return null
    },
    endTyping: () => show(endTyping(store.getState().history)),
    undo: () => show(undo(store.getState().history)),
    redo: () => show(redo(store.getState().history)),
    describe: about => {
      store.setState(state => ({ about: { ...state.about, ...about } }))
      autosave.noteChange()
    },
    flush: autosave.flush,
    take: (label, theirs) => {
      const { doc, draftNo, updatedAt } = theirs
      store.setState(state => ({
        history: record(state.history, { label, flow: doc }),
        about: aboutOf(theirs),
        draftNo,
        changes: 0,
        save: { is: 'saved', at: updatedAt }
      }))
      autosave.noteSaved()
    },
    restore: (label, doc, baseDraft) => {
      store.setState(state => ({ draftNo: baseDraft, history: record(state.history, { label, flow: doc }) }))
      autosave.noteChange()
    },
    open: autosave.open,
    close: autosave.close
  }
}
