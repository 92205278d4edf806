import { useEffect } from 'react'
import type { Canvas } from './canvas.ts'
import { isUnsaved } from './flow-doc/save-state.ts'

/**
 * Saves unsaved changes when the page is hidden or left, or when the browser is online again.
 *
 * The browser asks for confirmation only before it closes a page with unsaved changes.
 */
export const useKeepSaved = (canvas: Canvas): void => {
  useEffect(() => {
    const { doc } = canvas
    doc.open()
    const flush = (): void => void doc.flush()
    const hide = (): void => {
      if (document.visibilityState === 'hidden') flush()
    }
    const ask = (event: BeforeUnloadEvent): void => {
      if (isUnsaved(doc.store.getState().save)) event.preventDefault()
    }
    document.addEventListener('visibilitychange', hide)
    addEventListener('online', flush)
    addEventListener('beforeunload', ask)
    return () => {
      document.removeEventListener('visibilitychange', hide)
      removeEventListener('online', flush)
      removeEventListener('beforeunload', ask)
      doc.close()
      flush()
    }
  }, [canvas])
}
