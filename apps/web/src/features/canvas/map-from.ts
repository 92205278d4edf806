/** Number of cards from which on a flow has a map. */
export const MAP_FROM = 9
