/** Functions that return the searchable texts of an item, the most important first. */
export type Texts<Item> = readonly ((item: Item) => string)[]

/** Search function that returns the matching items, best match first. */
export type Matching = <Item>(
  items: readonly Item[],
  sought: string,
  texts: {
    /** Names of an item, matched fuzzily once the better matching is loaded. */
    names: Texts<Item>
    /** Additional texts of an item. They match only if they contain the search words. */
    details?: Texts<Item>
  }
) => Item[]

/** Substring search, used until `bestMatching` is loaded. Items rank by the first text that matches. */
export const plainMatching: Matching = (items, sought, { names, details = [] }) => {
  const texts = [...names, ...details]
  const words = sought.toLowerCase()
  const placeIn = (item: (typeof items)[number]): number =>
    texts.findIndex(textOf => textOf(item).toLowerCase().includes(words))
  return items.filter(item => placeIn(item) !== -1).toSorted((one, other) => placeIn(one) - placeIn(other))
}
