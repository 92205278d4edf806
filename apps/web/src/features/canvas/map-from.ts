/** Minimum number of cards for showing the minimap. */
export const MAP_FROM = 9
