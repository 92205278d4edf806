import type { Millis } from '@hookwright/model'
import { type RefObject, useEffect, useRef } from 'react'
import { useLatest } from '../../kit/api/use-latest.ts'
import type { SwitchState } from './switch-state.ts'

/** Time for which a log stays open after its flow turned on. */
const STAYS: Millis = 6_000

/** Interval at which the pointer and focus are checked. */
const LOOKS: Millis = 1_000

/**
 * Closes the log once its flow has turned on, unless the pointer or focus is inside. A log opened on an active flow
 * stays open, and one that says what to do at the service.
 */
export const useCloseOnceOn = (params: {
  isOpen: boolean
  is: SwitchState['is']
  /** True to leave it open. */
  stays: boolean
  whole: RefObject<HTMLElement | null>
  close: () => void
}): void => {
  const latest = useLatest(params)
  const cameOn = useRef(false)
  const { isOpen, is, stays } = params
  useEffect(() => {
    if (!isOpen) cameOn.current = false
    else if (is === 'turning-on') cameOn.current = true
    if (is !== 'on' || stays || !cameOn.current) return
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
  }, [isOpen, is, stays, latest])
}
