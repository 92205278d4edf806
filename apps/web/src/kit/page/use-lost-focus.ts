import { useEffect, useRef } from 'react'
import { isFocusLost } from './focus-heading.ts'

/** Calls `onLost` when an item was removed and the focus was lost with it. `count` is the number of items. */
export const useLostFocus = (count: number, onLost: () => void): void => {
  const before = useRef(count)
  useEffect(() => {
    if (count < before.current && isFocusLost()) onLost()
    before.current = count
  })
}
