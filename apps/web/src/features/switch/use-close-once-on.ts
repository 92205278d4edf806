import type { Millis } from '@hookwright/model'
import { type RefObject, useEffect, useRef } from 'react'
import { useLatest } from '../../kit/api/use-latest.ts'
import type { SwitchState } from './switch-state.ts'

/** Duration for which the log stays open after the flow has turned on, in milliseconds. */
const STAYS: Millis = 6_000

/** Interval of checking whether the pointer or focus is inside the log, in milliseconds. */
const LOOKS: Millis = 1_000

/**
 * Closes the log some seconds after the flow has turned on, unless the pointer or focus is inside.
 *
 * A log that was opened while the flow was already on stays open. So does a log with instructions for the
 * service (`stays`).
 */
export const useCloseOnceOn = (params: {
  isOpen: boolean
  is: SwitchState['is']
  /** True to keep the log open. */
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
