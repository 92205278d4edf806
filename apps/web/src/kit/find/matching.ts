/** Searched texts of an item, the most important first. */
export type Texts<Item> = readonly ((item: Item) => string)[]

/** Search function that returns the matching items, best match first. */
export type Matching = <Item>(
  items: readonly Item[],
  sought: string,
  texts: {
    /** Names of an item, matched fuzzily once the better matching is loaded. */
    names: Texts<Item>
    /** Further texts of an item; they must contain the words. */
    details?: Texts<Item>
  }
) => Item[]

/** Matches substrings, ordered by the first matching text; used until `bestMatching` is loaded. */
export const plainMatching: Matching = (items, sought, { names, details = [] }) => {
  const texts = [...names, ...details]
  const words = sought.toLowerCase()
  const placeIn = (item: (typeof items)[number]): number =>
    texts.findIndex(textOf => textOf(item).toLowerCase().includes(words))
  return items.filter(item => placeIn(item) !== -1).toSorted((one, other) => placeIn(one) - placeIn(other))
}
