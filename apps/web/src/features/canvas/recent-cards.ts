const RECENT = 'hookwright.recent-cards'
const MOST_RECENT = 4

/** The card types that were put into a flow last in this browser, the latest first. */
export const readRecent = (): string[] => (localStorage.getItem(RECENT) ?? '').split(' ').filter(Boolean)

/** Stores a card type as the one inserted last. */
export const noteRecent = (type: string): void => {
  const types = [type, ...readRecent().filter(other => other !== type)].slice(0, MOST_RECENT)
  localStorage.setItem(RECENT, types.join(' '))
}
