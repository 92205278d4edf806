import type { Surroundings } from '@hookwright/engine'
import { useToasts } from '@hookwright/ui'
import { useEffect, useState } from 'react'
import type { Canvas } from './canvas.ts'
import type { Settling } from './commands/settle.ts'
import type { LoadedFlow } from './flow-doc/flow-doc-state.ts'
import { keptInBrowser } from './flow-doc/kept-edits.ts'
import type { FlowHome } from './flow-home.ts'
import { newId } from './new-id.ts'
import { openCanvas } from './open-canvas.ts'
import { useFoundWork } from './use-found-work.ts'
import { useOthersSaves } from './use-others-saves.ts'
import { useSettling } from './use-settling.ts'

/**
 * Opens a loaded flow on a canvas once, and keeps it up to date.
 * Handles edits stored in this browser, saves by others, and changes of the surroundings.
 */
export const useOpenCanvas = ({
  home,
  loaded,
  surroundings,
  ownRuns
}: {
  home: FlowHome
  /** The newest draft from the server. */
  loaded: LoadedFlow
  surroundings: Surroundings
  ownRuns?: { values: boolean }
}): { canvas: Canvas; settling: Settling } => {
  const { show } = useToasts()
  const [canvas] = useState(() =>
    openCanvas({
      loaded,
      surroundings,
      send: home.send,
      kept: keptInBrowser(globalThis.indexedDB),
      clock: () => Date.now(),
      storage: localStorage,
      newId,
      toast: show,
      asList: false,
      ...(ownRuns && { ownRuns })
    })
  )
  const settling = useSettling(home)
  useFoundWork(canvas, loaded.doc)
  useOthersSaves(canvas, loaded, settling, home)
  useEffect(() => {
    if (canvas.surroundings() !== surroundings) canvas.surround(surroundings)
  }, [canvas, surroundings])
  return { canvas, settling }
}
