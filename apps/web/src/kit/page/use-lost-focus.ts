import { useEffect, useRef } from 'react'
import { isFocusLost } from './focus-heading.ts'

/** Calls `onLost` when the count falls and the focus was lost with a removed element. */
export const useLostFocus = (count: number, onLost: () => void): void => {
  const before = useRef(count)
  useEffect(() => {
    if (count < before.current && isFocusLost()) onLost()
    before.current = count
  })
}
