/** Items with a common heading. */
export interface Grouped<Item> {
  heading: string
  items: Item[]
}

/** Groups items by heading; headings and items keep their order. */
export const groupByHeading = <Item>(
  items: readonly Item[],
  headingOf: (item: Item) => string
): Grouped<Item>[] => {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const heading = headingOf(item)
    groups.set(heading, [...(groups.get(heading) ?? []), item])
  }
  return [...groups].map(([heading, grouped]) => ({ heading, items: grouped }))
}
