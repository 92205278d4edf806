import { useCallback, useState } from 'react'
import type { BulkReplay } from './bulk-replay.ts'

/** Replays that this browser has seen, so that it can say how they ended, a restart of the server included. */
export interface Remembered extends Pick<BulkReplay, 'id' | 'of' | 'begun'> {
  /** True if the replay was running when it was last seen. */
  isRunning: boolean
}

const PLACE = 'hookwright.replays'

const isRemembered = (value: unknown): value is Remembered =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  'of' in value &&
  'begun' in value &&
  'isRunning' in value &&
  typeof value.id === 'string' &&
  typeof value.of === 'number' &&
  typeof value.begun === 'number' &&
  typeof value.isRunning === 'boolean'

const read = (): Remembered | null => {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(PLACE) ?? 'null')
    return isRemembered(value) ? value : null
  } catch {
    return null
  }
}

/** The replays that are shown until somebody takes them away; kept on this machine. */
export const useRemembered = (): [Remembered | null, (next: Remembered | null) => void] => {
  const [value, setValue] = useState(read)
  const change = useCallback((next: Remembered | null): void => {
    if (next === null) localStorage.removeItem(PLACE)
    else localStorage.setItem(PLACE, JSON.stringify(next))
    setValue(next)
  }, [])
  return [value, change]
}
