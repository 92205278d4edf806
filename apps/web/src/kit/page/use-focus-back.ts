import { useEffect, useLayoutEffect, useRef } from 'react'
import { focusHeading, isFocusLost } from './focus-heading.ts'

/**
 * Restores the focus after an overlay has closed and the focus was lost.
 *
 * The focus returns to the element that had it before, or to the page's heading if that element is gone.
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
