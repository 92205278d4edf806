import { useEffect } from 'react'
import type { CanvasUiState } from '../../../../features/canvas/ui-state/canvas-ui.ts'
import { useCanvas, useUiState } from '../../../../features/canvas/use-canvas.tsx'
import { useStoredFlag } from '../../../../kit/page/use-stored-flag.ts'

/** Returns the setting to follow live runs, stored in this browser; manual panning ends it on this page only. */
export const useFollow = (): { follow: CanvasUiState['follow']; setFollow: (next: boolean) => void } => {
  const canvas = useCanvas()
  const [follows, keep] = useStoredFlag('follow-live', true)
  const follow = useUiState(ui => ui.follow)
  useEffect(() => canvas.ui.setState({ follow: follows ? 'on' : 'off' }), [canvas, follows])
  return {
    follow,
    setFollow: next => {
      keep(next)
      canvas.ui.setState({ follow: next ? 'on' : 'off' })
    }
  }
}
