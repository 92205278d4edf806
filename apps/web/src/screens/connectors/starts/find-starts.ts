import type { AnyStart } from './connector-start.ts'

/** Starting points under a heading. */
export interface StartGroup {
  category: string
  starts: AnyStart[]
}

/**
 * Returns the ready-made connectors, then the known services that have no ready-made connector. The list
 * shows these until the user searches; a search covers all services.
 */
export const withoutRepeats = (ready: readonly AnyStart[], known: readonly AnyStart[]): AnyStart[] => {
  const names = new Set(ready.map(({ name }) => name))
  return [...ready, ...known.filter(({ name }) => !names.has(name))]
}

/**
 * Returns the starting points with all words of a search in their name or description, in groups. Matches by
 * name come first.
 */
export const findStarts = (starts: readonly AnyStart[], sought: string): StartGroup[] => {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean)
  const isNamed = ({ name }: AnyStart): boolean => words.every(word => name.toLowerCase().includes(word))
  const named = starts.filter(isNamed)
  const about = starts.filter(
    start =>
      !isNamed(start) &&
      words.every(word => word.length > 2 && `${start.name} ${start.about}`.toLowerCase().includes(word))
  )
  const found = [...named, ...about]
  const categories = [...new Set(found.map(({ category }) => category))]
  return categories.map(category => ({
    category,
    starts: found.filter(start => start.category === category)
  }))
}
