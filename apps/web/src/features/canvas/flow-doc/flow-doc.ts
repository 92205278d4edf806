import { applyEdit, type Edit, type Flow, type Millis } from '@hookwright/model'
import { createStore } from 'zustand/vanilla'
import { createAutosave, type Saved } from './autosave.ts'
import type { About, FlowDocState, LoadedFlow } from './flow-doc-state.ts'
import { endTyping, freshHistory, type History, record, redo, undo } from './history.ts'
import type { UnsavedEdits } from './unsaved-edits.ts'

export type FlowDoc = ReturnType<typeof openFlowDoc>

/** Dependencies of an open flow document. */
export interface FlowDocContext {
  loaded: LoadedFlow
  send: (params: About & { doc: Flow; baseDraft: number }) => Promise<Saved>
  kept: UnsavedEdits
  clock: () => Millis
}

/** Returns the editable properties of a flow. */
const aboutOf = ({ name, description, active, saveAll }: About): About => ({
  name,
  description,
  active,
  saveAll
})

/** Opens a flow. Every change is saved automatically. */
export const openFlowDoc = ({ loaded, send, kept, clock }: FlowDocContext) => {
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
    /**
     * Applies a change as one step.
     * Returns null, or the reason for refusing it as a sentence.
     */
    change: (label: string, edit: Edit, typing?: string): string | null => {
      const { history } = store.getState()
      const edited = applyEdit(history.flow, edit)
      if (!edited.ok) return edited.why
      show(record(history, { label, flow: edited.flow }, typing ?? null))
      return null
    },
    endTyping: (): void => show(endTyping(store.getState().history)),
    undo: (): void => show(undo(store.getState().history)),
    redo: (): void => show(redo(store.getState().history)),
    describe: (about: Partial<About>): void => {
      store.setState(state => ({ about: { ...state.about, ...about } }))
      autosave.noteChange()
    },
    /** Saves unsaved changes now; resolves once the save succeeded or failed. */
    flush: autosave.flush,
    /** Replaces the local draft by the server's draft, as an undoable step. */
    take: (label: string, theirs: LoadedFlow): void => {
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
    /** Continues from edits stored in the browser. */
    restore: (label: string, doc: Flow, baseDraft: number): void => {
      store.setState(state => ({ draftNo: baseDraft, history: record(state.history, { label, flow: doc }) }))
      autosave.noteChange()
    },
    /** Enables timers again after `close`. */
    open: autosave.open,
    /** Stops the timers; unsaved edits stay stored. */
    close: autosave.close
  }
}
