/** The texts of a thing that a search looks at, what counts more standing first. */
export type Texts<Item> = readonly ((item: Item) => string)[]

/** Gives what fits the words that are sought, best match first. */
export type Matching = <Item>(
  items: readonly Item[],
  sought: string,
  texts: {
    /** Names of an item, matched fuzzily once the better matching is loaded. */
    names: Texts<Item>
    /** Further texts of an item; they must contain the words. */
    told?: Texts<Item>
  }
) => Item[]

/** Finds what has the words in it, by the first text that has them: what searches do until better matching has come. */
export const plainMatching: Matching = (items, sought, { names, told = [] }) => {
  const texts = [...names, ...told]
  const words = sought.toLowerCase()
  const placeIn = (item: (typeof items)[number]): number =>
    texts.findIndex(textOf => textOf(item).toLowerCase().includes(words))
  return items.filter(item => placeIn(item) !== -1).toSorted((one, other) => placeIn(one) - placeIn(other))
}
