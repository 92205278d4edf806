import type { Flow, Id, Millis } from '@hookwright/model'
import type { StoreApi } from 'zustand/vanilla'
import type { About, FlowDocState } from './flow-doc-state.ts'
import type { UnsavedEdits } from './unsaved-edits.ts'

/** The server's answer to a save. */
export type Saved =
  | { is: 'saved'; draftNo: number }
  | { is: 'stale' }
  | { is: 'offline' }
  | { is: 'refused'; why: string }

/** Delay between the last change and the save, in milliseconds. */
export const SAVE_AFTER: Millis = 800
/** Maximum delay of a save while changes continue, in milliseconds. */
export const SAVE_WITHIN: Millis = 4_000
const KEEP_AFTER: Millis = 150
const TRY_AGAIN_AFTER: Millis = 5_000

/**
 * Creates the autosave of a flow. Each change is first stored in the browser, and shortly afterwards saved on
 * the server.
 */
export const createAutosave = (params: {
  flowId: Id
  store: StoreApi<FlowDocState>
  send: (params: About & { doc: Flow; baseDraft: number }) => Promise<Saved>
  kept: UnsavedEdits
  clock: () => Millis
}) => {
  const { flowId, store, send, kept, clock } = params
  let saveTimer: ReturnType<typeof setTimeout> | undefined
  let keepTimer: ReturnType<typeof setTimeout> | undefined
  let underWay: Promise<void> | null = null
  let closed = false
  /** Time of the first unsent change. */
  let unsentSince: Millis | null = null

  // Nothing waits for the browser's database: on a slow disk it answers late, in a broken profile never. It does what
  // it is asked to do in that order.
  const keepNow = (): void => {
    clearTimeout(keepTimer)
    keepTimer = undefined
    const { changes, draftNo, history } = store.getState()
    if (changes > 0) void kept.write(flowId, { baseDraft: draftNo, at: clock(), changes, doc: history.flow })
  }

  const forget = (): void => {
    clearTimeout(keepTimer)
    keepTimer = undefined
    void kept.forget(flowId)
  }

  const saveAfter = (wait: Millis): void => {
    clearTimeout(saveTimer)
    if (!closed) saveTimer = setTimeout(() => void save(), wait)
  }

  /** Handles the response to a save. `sent` is the number of changes that the save contained. */
  const note = (saved: Saved, sent: number): void => {
    const { changes } = store.getState()
    switch (saved.is) {
      case 'saved': {
        const left = changes - sent
        store.setState({
          draftNo: saved.draftNo,
          changes: left,
          save: left === 0 ? { is: 'saved', at: clock() } : { is: 'waiting' }
        })
        if (left === 0) forget()
        else saveAfter(SAVE_AFTER)
        return
      }
      case 'stale':
        store.setState({ save: saved })
        keepNow()
        return
      case 'offline':
        store.setState({ save: { is: 'offline', changes } })
        saveAfter(TRY_AGAIN_AFTER)
        keepNow()
        return
      case 'refused':
        store.setState({ save: { is: 'refused', why: saved.why, changes } })
        keepNow()
    }
  }

  const sendOnce = async (): Promise<void> => {
    const { about, changes, draftNo, history } = store.getState()
    unsentSince = null
    store.setState({ save: { is: 'saving' } })
    let saved: Saved
    try {
      saved = await send({ ...about, doc: history.flow, baseDraft: draftNo })
    } finally {
      // From here on a change starts the timer of its own save; until here `note` does it for all of them.
      underWay = null
    }
    note(saved, changes)
  }

  const save = async (): Promise<void> => {
    clearTimeout(saveTimer)
    if (underWay !== null) return underWay
    const { changes, save: state } = store.getState()
    if (changes === 0 || state.is === 'stale') return
    underWay = sendOnce()
    return underWay
  }

  return {
    noteChange: (): void => {
      store.setState(state => ({
        changes: state.changes + 1,
        save: state.save.is === 'stale' || state.save.is === 'saving' ? state.save : { is: 'waiting' }
      }))
      keepTimer ??= setTimeout(keepNow, KEEP_AFTER)
      unsentSince ??= clock()
      if (underWay === null) saveAfter(Math.min(SAVE_AFTER, Math.max(0, unsentSince + SAVE_WITHIN - clock())))
    },
    /** Deletes the edits stored in the browser, since the server has them. */
    noteSaved: (): void => {
      clearTimeout(saveTimer)
      forget()
    },
    flush: async (): Promise<void> => {
      keepNow()
      await save()
      // A save that was under way may have been sent before the newest change.
      if (store.getState().changes > 0 && store.getState().save.is === 'waiting') await save()
    },
    /** Enables timers again after `close`. */
    open: (): void => {
      closed = false
      if (store.getState().changes > 0) saveAfter(SAVE_AFTER)
    },
    close: (): void => {
      closed = true
      clearTimeout(saveTimer)
    }
  }
}
