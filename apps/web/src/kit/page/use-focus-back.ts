import { useEffect, useLayoutEffect, useRef } from 'react'
import { focusHeading, isFocusLost } from './focus-heading.ts'

/**
 * Restores the focus after a layer was closed and the focus was lost with it.
 * The element focused before gets it, or the heading of the page when that element is gone.
 */
export const useFocusBack = (isOpen: boolean): void => {
  const wasOpen = useRef(false)
  const opener = useRef<Element | null>(null)
  // Before what has been opened can take the focus by an effect of its own.
  useLayoutEffect(() => {
    if (isOpen) opener.current = document.activeElement
  }, [isOpen])
  useEffect(() => {
    if (!isOpen && wasOpen.current && isFocusLost()) {
      if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true })
      if (isFocusLost()) focusHeading()
    }
    wasOpen.current = isOpen
  }, [isOpen])
}
