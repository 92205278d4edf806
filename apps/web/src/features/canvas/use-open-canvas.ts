import type { Catalog } from '@hookwright/engine'
import type { Flow, FlowKind } from '@hookwright/model'
import { useToasts } from '@hookwright/ui'
import { useEffect, useMemo, useState } from 'react'
import { newId } from '../../kit/page/new-id.ts'
import type { ActionSource, Canvas } from './canvas.ts'
import type { Settling } from './commands/settle.ts'
import type { LoadedFlow } from './flow-doc/flow-doc-state.ts'
import { unsavedEditsIn } from './flow-doc/unsaved-edits.ts'
import type { FlowHome } from './flow-home.ts'
import { openCanvas } from './open-canvas.ts'
import { useOthersSaves } from './use-others-saves.ts'

/** Returns the functions that resolve a conflict with someone else's save. */
const useSettling = (home: FlowHome): Settling =>
  useMemo(
    () => ({
      theirs: home.newest,
      keepAsCopy: async (doc, name) => {
        const copy = await home.create({ name, doc })
        home.relist()
        home.openFlow(copy.id)
      }
    }),
    [home]
  )

/** Checks once, when a flow is opened, for unsaved edits that are stored in this browser. */
const useFoundWork = (canvas: Canvas, loaded: Flow): void => {
  const [opened] = useState(loaded)
  useEffect(() => {
    void canvas.kept.read(canvas.flowId).then(found => {
      if (found === null) return
      if (JSON.stringify(found.doc) === JSON.stringify(opened)) void canvas.kept.forget(canvas.flowId)
      else canvas.ui.setState({ found })
    })
  }, [canvas, opened])
}

/**
 * Opens a loaded flow on a canvas once, and keeps the canvas up to date.
 *
 * Handles edits stored in this browser, saves by others, and changes of the catalog.
 */
export const useOpenCanvas = ({
  home,
  loaded,
  catalog,
  ownRuns,
  runs,
  actions
}: {
  home: FlowHome
  /** The newest draft from the server. */
  loaded: LoadedFlow
  catalog: Catalog
  ownRuns?: { values: boolean }
  runs?: readonly FlowKind[]
  actions?: ActionSource
}): { canvas: Canvas; settling: Settling } => {
  const { show } = useToasts()
  const [canvas] = useState(() =>
    openCanvas({
      loaded,
      catalog,
      send: home.send,
      kept: unsavedEditsIn(globalThis.indexedDB),
      clock: () => Date.now(),
      storage: localStorage,
      newId,
      toast: show,
      asList: false,
      ...(ownRuns && { ownRuns }),
      ...(runs && { runs }),
      ...(actions && { actions })
    })
  )
  const settling = useSettling(home)
  useFoundWork(canvas, loaded.doc)
  useOthersSaves(canvas, loaded, settling, home)
  useEffect(() => {
    if (canvas.catalog() !== catalog) canvas.setCatalog(catalog)
  }, [canvas, catalog])
  return { canvas, settling }
}
