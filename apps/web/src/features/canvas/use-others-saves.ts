import { useEffect, useRef } from 'react'
import type { Canvas } from './canvas.ts'
import { type Settling, takeTheirs } from './commands/settle.ts'
import type { LoadedFlow } from './flow-doc/flow-doc-state.ts'
import type { FlowHome } from './flow-home.ts'

/** Name of the broadcast channel for saves in other tabs of the browser. */
const CHANNEL = 'hookwright.saves'

/** Notifies other tabs of saves, and handles their saves of the same flow. */
const useTabsSaves = (canvas: Canvas): void => {
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL)
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data !== 'object' || data === null) return
      const { flowId, draftNo }: { flowId?: unknown; draftNo?: unknown } = data
      if (flowId === canvas.flowId && typeof draftNo === 'number') canvas.ui.setState({ savedInTab: draftNo })
    }
    const stop = canvas.doc.store.subscribe((now, before) => {
      if (before.save.is === 'saving' && now.draftNo > before.draftNo)
        channel.postMessage({ flowId: canvas.flowId, draftNo: now.draftNo })
    })
    return () => {
      stop()
      channel.close()
    }
  }, [canvas])
}

/**
 * Handles newer drafts that were saved elsewhere.
 *
 * It loads a newer draft, or opens the conflict dialog if there are unsaved changes. After its own saves it
 * refreshes the lists of flows when the user leaves the flow; after a rename it refreshes them immediately.
 */
export const useOthersSaves = (
  canvas: Canvas,
  newest: LoadedFlow,
  settling: Settling,
  home: FlowHome
): void => {
  const renamed = useRef(false)
  useTabsSaves(canvas)

  useEffect(() => {
    const { draftNo, changes, save } = canvas.doc.store.getState()
    if (newest.draftNo <= draftNo || save.is === 'saving' || save.is === 'stale') return
    if (changes > 0) canvas.doc.store.setState({ save: { is: 'stale' } })
    else void takeTheirs(canvas, { ...settling, theirs: async () => newest })
  }, [canvas, newest, settling])

  useEffect(
    () =>
      canvas.doc.store.subscribe((now, before) => {
        if (now.save.is === 'stale' && before.save.is !== 'stale') canvas.ui.setState({ dialog: 'conflict' })
        if (now.about.name !== before.about.name && now.changes > 0) renamed.current = true
        if (renamed.current && now.changes === 0) {
          renamed.current = false
          home.relist()
        }
      }),
    [canvas, home]
  )

  useEffect(() => home.relist, [home])
}
