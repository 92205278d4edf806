import { useEffect, useRef } from 'react'
import { isFocusLost } from './focus-heading.ts'

/** Calls `onLost` when there are fewer of something than before, and the focus went with what is gone. */
export const useLostFocus = (count: number, onLost: () => void): void => {
  const before = useRef(count)
  useEffect(() => {
    if (count < before.current && isFocusLost()) onLost()
    before.current = count
  })
}
