/** The items of a list that came by an input; a missing list has none. */
export const itemsOf = (list: unknown): unknown[] => (Array.isArray(list) ? list : [])
