import { useEffect, useLayoutEffect, useRef } from 'react'
import { focusHeading, isFocusLost } from './focus-heading.ts'

/**
 * When something that was open is closed and the focus went with it, what had the focus before has it again, or the heading
 * of the page where that is gone.
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
