/** Number of cards from which a flow has a mini map. */
export const MAP_FROM = 9
