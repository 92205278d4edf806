import type { Action } from '../../kit/actions/action.ts'

const RECENT = 'hookwright.recent-found'
const MOST_RECENT = 5

/** Returns the ids of the items last opened from the palette in this browser, latest first. */
export const readRecent = (): string[] => (localStorage.getItem(RECENT) ?? '').split(' ').filter(Boolean)

/** Stores an action as the last one chosen, if it opens an item or a section; commands are not stored. */
export const noteRecent = ({ id, kind }: Action): void => {
  if (kind === 'card' || (kind === undefined && !id.startsWith('go.'))) return
  const ids = [id, ...readRecent().filter(other => other !== id)].slice(0, MOST_RECENT)
  localStorage.setItem(RECENT, ids.join(' '))
}
