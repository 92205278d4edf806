import type { Millis } from '@hookwright/model'
import { type RefObject, useEffect, useRef } from 'react'
import { useLatest } from '../../kit/api/use-latest.ts'
import type { Standing } from './standing.ts'

/** Time for which a log stays after its flow came on. */
const STAYS: Millis = 6_000

/** Interval at which the log looks whether the pointer or the focus has left it. */
const LOOKS: Millis = 1_000

/**
 * Closes the log of a flow that came on while it was open, unless somebody reads it: the pointer or the focus is in it.
 * A log that was opened on a flow that is on already stays.
 */
export const useCloseOnceOn = (given: {
  isOpen: boolean
  is: Standing['is']
  whole: RefObject<HTMLElement | null>
  close: () => void
}): void => {
  const latest = useLatest(given)
  const cameOn = useRef(false)
  const { isOpen, is } = given
  useEffect(() => {
    if (!isOpen) cameOn.current = false
    else if (is === 'turning-on') cameOn.current = true
    if (is !== 'on' || !cameOn.current) return
    const isRead = (): boolean => {
      const panel = latest.current.whole.current?.querySelector('[role=dialog]')
      return panel != null && (panel.matches(':hover') || panel.contains(document.activeElement))
    }
    let timer = setTimeout(look, STAYS)
    function look(): void {
      if (isRead()) timer = setTimeout(look, LOOKS)
      else latest.current.close()
    }
    return () => clearTimeout(timer)
  }, [isOpen, is, latest])
}
