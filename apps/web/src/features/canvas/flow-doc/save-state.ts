import type { Millis } from '@hookwright/model'
import { formatCount } from '../../../kit/page/format-count.ts'

/** The save status of a draft. */
export type SaveState =
  | { is: 'saved'; at: Millis }
  /** Changed; the save is scheduled. */
  | { is: 'waiting' }
  | { is: 'saving' }
  /** The server is unreachable; the changes are stored in this browser and saved later. */
  | { is: 'offline'; changes: number }
  /** The server refused the save; the changes are stored in this browser. */
  | { is: 'refused'; why: string; changes: number }
  /** Somebody else has saved the flow since it was loaded; the user must choose a draft. */
  | { is: 'stale' }

/** Returns true while the server lacks changes. */
export const isUnsaved = (state: SaveState): boolean => state.is !== 'saved'

const agoOf = (passed: Millis): string => {
  const seconds = Math.max(0, Math.round(passed / 1000))
  if (seconds < 5) return 'just now'
  if (seconds < 60) return `${seconds} s ago`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`
}

/** Formats a save state for display: “Saving…”, “Offline – 2 unsaved changes”. */
export const formatSaveState = (state: SaveState, now: Millis): string => {
  switch (state.is) {
    case 'saved':
      return `Saved ${agoOf(now - state.at)}`
    case 'waiting':
    case 'saving':
      return 'Saving…'
    case 'offline':
      return `Offline – ${formatCount(state.changes, 'unsaved change')}`
    case 'refused':
      return `Not saved – ${formatCount(state.changes, 'unsaved change')}`
    case 'stale':
      return 'Conflict – changed elsewhere'
  }
}
