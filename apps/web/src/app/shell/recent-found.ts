import type { Action } from '../../kit/actions/action.ts'

const RECENT = 'hookwright.recent-found'
const MOST_RECENT = 5

/** Ids of the things that were opened last from the palette in this browser, the latest first. */
export const readRecent = (): string[] => (localStorage.getItem(RECENT) ?? '').split(' ').filter(Boolean)

/** Stores an action as the one chosen last, if it leads to a thing or a place: commands are not gone back to. */
export const noteRecent = ({ id, kind }: Action): void => {
  if (kind === 'card' || (kind === undefined && !id.startsWith('go.'))) return
  const ids = [id, ...readRecent().filter(other => other !== id)].slice(0, MOST_RECENT)
  localStorage.setItem(RECENT, ids.join(' '))
}
