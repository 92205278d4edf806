import { type Millis, SECOND } from '@hookwright/model'

/** Formats the remaining time as minutes and seconds: `1:58`. */
export const formatTimeLeft = (left: Millis): string => {
  const seconds = Math.max(0, Math.ceil(left / SECOND))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
